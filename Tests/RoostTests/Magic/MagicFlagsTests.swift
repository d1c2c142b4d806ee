import Testing

@testable import Roost

@Suite struct MagicFlagsTests {
    private func config(_ line: String, exclude: [String] = []) -> String {
        var options = MagicOptions()
        options.exclude = exclude
        let members = MagicFlags.config(from: line.split(separator: " ").map(String.init), options: options)
        return members.map { "\($0.key)=\(Self.text($0.value))" }.joined(separator: " ")
    }

    private static func text(_ value: RunValue) -> String {
        switch value {
        case .object(let members): "{\(members.map { "\($0.key):\(text($0.value))" }.joined(separator: ","))}"
        case .array(let values): "[\(values.map(text).joined(separator: ","))]"
        default: FindingText.text(value)
        }
    }

    @Test(arguments: [
        ("--lr 0.1", "lr=0.1"), ("--lr=0.1", "lr=0.1"), ("-x 3", "x=3"), ("-x=3", "x=3"), ("-j4", "j=4"),
        ("--flag", "flag=true"), ("--no-flag", "flag=false"), ("--no_cuda", "cuda=false"),
        ("--flag --other", "flag=true other=true"), ("--learning-rate 1e-3", "learning_rate=0.001"),
        ("--offset -3", "offset=-3"), ("--offset -0.5 --b", "offset=-0.5 b=true"),
        ("--amp True --bias false --init None", "amp=true bias=false init=null"),
        ("--name resnet50", "name=\"resnet50\""), ("--version 1.2.3", "version=\"1.2.3\""),
        ("--layers 64 32 16 --x", "layers=[64,32,16] x=true"), ("--file a.txt b.txt", "file=\"a.txt\""),
        ("--tag a --tag b --tag c", "tag=[\"a\",\"b\",\"c\"]"),
        ("--model.depth=3 --model.kind mlp", "model={depth:3,kind:\"mlp\"}"),
        ("lr=0.1 optimizer.name=sgd", "lr=0.1 optimizer={name:\"sgd\"}"), ("--dims [1,2]", "dims=[1,2]"),
        ("train.py data/ --epochs 3 -- --not-a-flag", "epochs=3"), ("--", ""), ("-", ""), ("---x 1", ""),
        ("--path /tmp/a=b", "path=\"/tmp/a=b\""), ("https://a/?x=1", ""), ("--hex 0x10", "hex=\"0x10\""),
        ("--word nan", "word=\"nan\""), ("--big 99999999999999999999", "big=1e+20"), ("--empty=", "empty=\"\""),
    ])
    func readsFlags(line: String, config expected: String) {
        #expect(config(line) == expected)
    }

    @Test func leavesOutSecrets() {
        #expect(
            config("--password x --api-key y --hf_token z --github.token t --secret=s --max-tokens 5") == "max_tokens=5"
        )
        #expect(config("--lr 1 --data.path x --data.size 3", exclude: ["lr", "data.*"]) == "")
    }

    @Test func keepsItsBounds() {
        let many = (0..<2_000).map { "--f\($0)x=1" }
        #expect(MagicFlags.config(from: many).count == MagicLimits.flags)
        #expect(MagicFlags.config(from: ["--" + String(repeating: "n", count: 200) + "=1"]).isEmpty)
        let long = MagicFlags.config(from: ["--a=" + String(repeating: "v", count: 100_000)])
        #expect((long.first?.value.stringValue?.utf8.count ?? .max) <= MagicLimits.flagBytes)
        var off = MagicOptions()
        off.readsFlags = false
        #expect(MagicFlags.config(from: ["--a=1"], options: off).isEmpty)
    }
}
