/// Makes names like `brave-heron-12` for runs that were given none.
enum RunNames {
    static func make(number: Int64, using generator: inout some RandomNumberGenerator) -> String {
        let adjective = adjectives.randomElement(using: &generator) ?? "new"
        let noun = nouns.randomElement(using: &generator) ?? "run"
        return "\(adjective)-\(noun)-\(number)"
    }

    private static let adjectives = words(
        """
        able agile airy amber ample azure balmy bold brave breezy bright brisk calm candid clear clever cosmic cozy
        crimson crisp curious dapper daring dawn deep dewy eager earnest easy elated electric ember epic fabled fair
        faithful fancy fearless fine firm fleet floral fluent fond fresh frosty gentle giddy glad gleaming golden
        graceful grand hardy hazel honest humble icy indigo jade jolly jovial keen kind lively logical loyal lucid
        lucky lunar mellow merry mighty misty modest mossy neat nimble noble opal patient peach peppy playful plucky
        polar polite proud quick quiet radiant rapid robust rosy royal ruby rustic sage scarlet serene silent silver
        sleek smart smooth snowy solar solid sonic spry stable starry steady stellar still sturdy sunny super swift
        tender thoughtful tidy tranquil true upbeat valiant vast velvet vivid warm wavy wild wise witty young zesty
        """)

    private static let nouns = words(
        """
        acorn albatross aspen badger bamboo basin beacon beaver birch bison bloom blossom bobcat breeze brook canyon
        cardinal cedar cherry cliff cloud clover comet condor coral cove crane creek cricket crow dahlia darter dawn
        deer delta dew dolphin dove dragonfly dune dusk eagle egret elk elm ember falcon fern field finch fir firefly
        fjord forest fox frost galaxy garden gecko glacier glade grove gull harbor hare harvest hawk hazel heron hill
        horizon ibis iris island ivy jay juniper kestrel kingfisher kite lagoon lake lantern lark laurel lichen lily
        linden lotus lynx magpie maple marsh marten meadow meteor mist moon moss moth mountain nebula nectar nest
        newt nightingale oak ocean oriole osprey otter owl palm panda peak pebble pelican petal pine planet plover
        pond poplar prairie quail quartz rain rapids raven reed reef ridge river robin rook rose sable sage salmon
        sea sequoia shore sky snow sparrow spring spruce star stork storm stream summit sun swallow swan swift
        thicket thistle thrush tide topaz trail tulip valley violet vole walrus water wave willow wind wren yarrow
        """)

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
