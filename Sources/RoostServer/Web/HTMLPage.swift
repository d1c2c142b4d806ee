import HTTPTypes
import Hummingbird
import NIOCore

/// A plain HTML page under a strict content security policy: no scripts, styles of its own only.
struct HTMLPage {
    let title: String
    /// HTML; values in it must be escaped with ``escape(_:)``.
    let body: String

    func response(status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) -> Response {
        let html = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(Self.escape(title)) · Roost</title>
            <link rel="stylesheet" href="/assets/page.css">
            </head>
            <body>
            <header><a href="/">Roost</a></header>
            <main>
            <h1>\(Self.escape(title))</h1>
            \(body)
            </main>
            </body>
            </html>

            """
        var headers = headers
        headers[.contentType] = "text/html; charset=utf-8"
        headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
        headers[.cacheControl] = "no-store"
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
    }

    static func escape(_ text: String) -> String {
        var escaped = ""
        for character in text {
            switch character {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.append(character)
            }
        }
        return escaped
    }

    static let stylesheet = """
        :root { color-scheme: light dark; --line: #8884; --accent: #2563eb; }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
        header { padding: .75rem 1.5rem; border-bottom: 1px solid var(--line); font-weight: 600; }
        header a { color: inherit; text-decoration: none; }
        main { max-width: 44rem; margin: 2rem auto; padding: 0 1.5rem; }
        h1 { font-size: 1.5rem; }
        pre, code { font-family: ui-monospace, monospace; font-size: .9rem; }
        pre { padding: 1rem; border: 1px solid var(--line); border-radius: .5rem; overflow-x: auto; }
        label { display: block; margin: .75rem 0 .25rem; }
        input { font: inherit; padding: .4rem .6rem; width: 100%; box-sizing: border-box; }
        button { font: inherit; margin-top: 1rem; padding: .5rem 1rem; border: 0; border-radius: .4rem;
          background: var(--accent); color: #fff; cursor: pointer; }
        .problem { color: #dc2626; }

        """
}
