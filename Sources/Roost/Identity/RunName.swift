/// Names for runs that were given none: two words that are easy to tell apart in a legend.
public enum RunName {
    /// A random name such as `amber-heron`.
    public static func random() -> String {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A random name from the given source of randomness.
    public static func random(using generator: inout some RandomNumberGenerator) -> String {
        let first = qualities[Int.random(in: 0..<qualities.count, using: &generator)]
        let second = things[Int.random(in: 0..<things.count, using: &generator)]
        return "\(first)-\(second)"
    }

    static let qualities = words(
        """
        airy alpine amber ample ancient arctic autumn azure bold brave breezy bright brisk calm candid cedar chilly
        civil clear clever coastal copper coral cosmic crisp curious daring deft dewy eager early earnest easy ebony
        elder fabled fair fancy fleet floral fond frank fresh frosty gentle gilded glad gleaming golden grand green
        hardy hazel honest humble indigo ivory jade jolly keen kind laced lively lofty loyal lucid lunar maple mellow
        merry mild misty modest nimble noble northern olive opal patient peachy placid plain polar proud quick quiet
        rapid rosy royal ruby rustic sandy scarlet serene sharp silent silver sleek smooth snowy solar spry steady
        stellar summer sunny swift tidal tidy timely tranquil true velvet vivid warm wild windy winter wise witty young
        """)

    static let things = words(
        """
        acorn anchor arbor aspen badger basin bay beacon beech bison bloom bluff breeze bridge brook canyon cape cliff
        cloud clover comet cove crane creek crest cypress dawn delta dune eagle elm ember falcon fern field finch fjord
        flame forest fox garden geyser glacier glade grove gull harbor hare hawk heath heron hill ibis inlet island
        jay juniper kestrel lagoon lake lark lichen lily lynx marsh meadow mesa mist moon moss mountain nova oak ocean
        orchard osprey otter owl peak pebble pine plain planet plover pond prairie quail quartz rain raven reef ridge
        river robin sage salmon sea seal shore sky sparrow spring spruce squall star stone storm stream summit swan
        thicket thrush tide timber trail tulip valley vista wave willow wind wolf wren
        """)

    private static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).map(String.init)
    }
}
