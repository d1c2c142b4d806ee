import RoostJSON

/// A Dockerfile for a job that has none: an image of its Python, the packages that it wants, its source.
struct Dockerfile: Sendable {
    let text: String

    /// Begins the lines of a build that tell of packages which could not be installed.
    static let warningMark = "roost-launch-warning: "

    init(_ source: ImageSource) {
        let version = source.pythonVersion.flatMap { PythonVersion($0) }
        let base =
            source.baseImage ?? "docker.io/library/python:\(version.map { "\($0)" } ?? "3.12")-\(Self.release(version))"
        var lines = [
            "FROM \(base)", "USER 0", "ENV PYTHONUNBUFFERED=1 HOME=/home/launch",
            "COPY .roost-launch/install.py .roost-launch/requirements.txt /tmp/roost-launch/",
        ]
        if !source.requirements.isEmpty {
            lines.append("RUN python3 /tmp/roost-launch/install.py /tmp/roost-launch/requirements.txt")
        }
        lines += [
            "COPY . /home/launch/src/",
            "RUN chown -R \(source.userID):\(source.userID) /home/launch && rm -rf /home/launch/src/.roost-launch",
            "WORKDIR /home/launch/src", "USER \(source.userID)",
        ]
        if !source.entryPoint.isEmpty {
            lines.append("ENTRYPOINT " + JSON.array(source.entryPoint.map { .string($0) }).compactText)
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    /// The release of Debian that the images of a Python version are made of.
    private static func release(_ version: PythonVersion?) -> String {
        guard let minor = version?.minor, minor < 12 else { return "bookworm" }
        return minor < 8 ? "buster" : "bookworm"
    }

    /// Installs what is missing, all at once or else one by one, and tells of each package that fails.
    static let installer = """
        import importlib.metadata as metadata, re, subprocess, sys

        def present(line):
            pin = re.fullmatch(r'([A-Za-z0-9._-]+)(?:==([^;,\\s*]+))?', line)
            try:
                return pin is not None and (pin[2] is None or metadata.version(pin[1]) == pin[2]) and bool(metadata.version(pin[1]))
            except metadata.PackageNotFoundError:
                return False

        lines = [line.strip() for line in open(sys.argv[1])]
        lines = [line for line in lines if line and not line.startswith('#') and not present(line)]
        pip = [sys.executable, '-m', 'pip', 'install', '--no-cache-dir', '--disable-pip-version-check']
        if lines and subprocess.call(pip + lines) != 0:
            for line in lines:
                if subprocess.call(pip + [line]) != 0:
                    print('\(warningMark)the package %r cannot be installed' % line, flush=True)

        """
}
