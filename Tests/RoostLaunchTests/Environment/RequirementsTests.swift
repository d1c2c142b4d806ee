import Testing

@testable import RoostLaunch

@Suite struct RequirementsTests {
    @Test func readsProjectFiles() {
        let text = """
            [build-system]
            dependencies = ["no"]
            [project]
            name = "x"
            dependencies = [
              "numpy>=1.2", # "a comment"
              'rich[all]; python_version > "3.8"',
            ]
            [project.optional-dependencies]
            """
        #expect(
            Requirements.dependencies(inProject: text) == ["numpy>=1.2", "rich[all]; python_version > \"3.8\""])
        #expect(Requirements.dependencies(inProject: "[project]\ndependencies = ['a', \"b\"]\n") == ["a", "b"])
        #expect(Requirements.dependencies(inProject: "[project]\nname = 'x'\n") == nil)
    }

    @Test func versionsOfPython() {
        #expect(PythonVersion("CPython 3.11.7")?.description == "3.11")
        #expect(PythonVersion("3")?.description == "3" && PythonVersion("3.12")?.minor == 12)
        #expect(PythonVersion("x") == nil && PythonVersion("3.x") == nil && PythonVersion("") == nil)
    }

    @Test func entryPointsAreWords() {
        #expect(EntryPoint(["pythonCPython 3.11", "tr.py"]).words == ["python3.11", "tr.py"])
        #expect(EntryPoint(["pythonCPython 3.11.7", "tr.py"]).words == ["python3.11", "tr.py"])
        #expect(EntryPoint(["python train.py --x"]).words == ["python", "train.py", "--x"])
        #expect(EntryPoint(["my program", "x"]).words == ["my program", "x"])
        #expect(EntryPoint(["python3.11", "a.py"]).pythonVersion?.description == "3.11")
        #expect(EntryPoint(["/usr/bin/python3", "a"]).isPython && !EntryPoint(["pythonic", "a"]).isPython)
    }

    @Test func aNotebookIsItsCode() throws {
        let notebook = #"""
            {"cells":[{"cell_type":"markdown","source":["# no"]},{"cell_type":"code","source":["a = 1\n","%magic\n","  !ls\n","b = 2"]},
             {"cell_type":"code","source":"%%bash\nls"},{"cell_type":"code","source":"c = 3"}]}
            """#
        #expect(
            try Notebook.script(Array(notebook.utf8), name: "n")
                == "a = 1\n# %magic\n#   !ls\nb = 2\n\n# %%bash\n# ls\n\nc = 3\n")
        #expect(throws: LaunchError.self) { try Notebook.script(Array("{}".utf8), name: "n") }
    }
}
