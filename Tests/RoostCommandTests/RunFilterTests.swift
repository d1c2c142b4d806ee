import RoostJSON
import Testing

@testable import roost

@Suite struct RunFilterTests {
    @Test(arguments: [
        ("state=finished", #"{"state":"finished"}"#),
        ("config.lr=0.1", #"{"config.lr.value":0.1}"#),
        ("config.opt.b != 3", #"{"config.opt.b.value":{"$ne":3}}"#),
        ("summary.loss<0.1", #"{"summary_metrics.loss":{"$lt":0.1}}"#),
        ("summary.loss<=0.1", #"{"summary_metrics.loss":{"$lte":0.1}}"#),
        ("summary.val/acc>=0.9", #"{"summary_metrics.val/acc":{"$gte":0.9}}"#),
        ("rows>100", #"{"history_line_count":{"$gt":100}}"#),
        ("name~^base", #"{"display_name":{"$regex":"^base"}}"#),
        ("id~12", #"{"name":{"$regex":"12"}}"#),
        ("config.on=true", #"{"config.on.value":true}"#),
        (#"config.version="1""#, #"{"config.version.value":"1"}"#),
        ("tags=null", #"{"tags":null}"#),
        ("notes=a=b", #"{"notes":"a=b"}"#),
        (#"{"$or":[{"state":"failed"},{"state":"crashed"}]}"#, #"{"$or":[{"state":"failed"},{"state":"crashed"}]}"#),
    ])
    func condition(_ text: String, _ expected: String) throws {
        #expect(try RunFilter.json(text).text == expected)
    }

    @Test func severalMustAllHold() throws {
        #expect(try RunFilter.json(all: []).text == "{}")
        #expect(try RunFilter.json(all: ["state=running"]).text == #"{"state":"running"}"#)
        #expect(
            try RunFilter.json(all: ["state=running", "user=ada"]).text
                == #"{"$and":[{"state":"running"},{"username":"ada"}]}"#)
    }

    @Test(arguments: ["", "state", "=finished", "colour=red", "config.=1", "{", "summary"])
    func refusesWhatIsNoCondition(_ text: String) {
        let failure = #expect(throws: CommandFailure.self) { try RunFilter.json(text) }
        #expect(failure?.status == .usage)
    }

    @Test func namesTheFieldsThatThereAre() {
        let failure = #expect(throws: CommandFailure.self) { try RunFilter.json("colour=red") }
        #expect(
            failure?.message
                == "'colour' is no field of runs. There are id, name, state, user, created, updated, tags, group, "
                + "job_type, notes, sweep, commit, rows, config.KEY and summary.KEY.")
    }
}
