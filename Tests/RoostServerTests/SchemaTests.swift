import RoostGraphQL
import Testing

@testable import RoostServer

@Suite struct SchemaTests {
    @Test func fitsTogether() throws {
        _ = try RoostSchema.make()
    }

    /// A root field reaches its object by name or id, or changes something: it may never rely on its parent.
    @Test func rootFieldsNeverInheritTheirPolicy() throws {
        for (field, policy) in try RoostSchema.make().fieldTable {
            guard field.typeName == "Query" || field.typeName == "Mutation" else { continue }
            #expect(policy != .parent, "\(field)")
        }
    }

    @Test func mutationsAreNeverOpenButForSignUp() throws {
        for (field, policy) in try RoostSchema.make().fieldTable where field.typeName == "Mutation" {
            guard field.fieldName != "createAnonymousEntity" else { continue }
            #expect(policy != .open && policy != .lookup, "\(field)")
        }
    }

    /// Types that old clients probe for by introspection; a missing one breaks them.
    @Test(arguments: [
        "Query", "Mutation", "ServerInfo", "ServerSettings", "Artifact", "CreateArtifactInput", "UseArtifactInput",
        "CreateArtifactFileSpecInput", "Project", "Run", "DeleteFilesInput",
    ])
    func hasTheTypesThatClientsProbe(name: String) throws {
        let sdl = try RoostSchema.make().sdl
        #expect(sdl.contains("type \(name) ") || sdl.contains("input \(name) "))
    }
}
