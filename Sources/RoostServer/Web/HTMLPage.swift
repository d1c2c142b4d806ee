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
            <main>
            <a class="brand" href="/">\(Self.mark)Roost</a>
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

    /// The mark of the web UI.
    private static let mark = """
        <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><rect width="32" height="32" rx="8" \
        fill="#2f6bdd"/><path d="M6 22.5h20M8 18c3.2 0 3.6-7 7-7s3.2 4.6 5 4.6 2.2-6.2 4-7.6" fill="none" \
        stroke="#fff" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round"/></svg>
        """

    static let stylesheet = """
        :root { color-scheme: light dark; --bg: #f6f7f9; --surface: #fff; --line: #d9dde4; --text: #191c21;
          --muted: #5d6570; --accent: #2560d4; --on-accent: #fff; --soft: #e6eefc; --sunken: #eef0f3; --bad: #c4332b; }
        @media (prefers-color-scheme: dark) {
          :root { --bg: #0f1216; --surface: #161a20; --line: #2f3743; --text: #e6e9ee; --muted: #99a2b0;
            --accent: #82abff; --on-accent: #0d1420; --soft: #1d2b47; --sunken: #11151a; --bad: #ff7d72; }
        }
        * { box-sizing: border-box; }
        body { font: 14px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; margin: 0;
          min-height: 100vh; display: grid; place-items: start center; padding: 12vh 16px 48px; background: var(--bg);
          color: var(--text); }
        main { width: 100%; max-width: 420px; padding: 32px; border: 1px solid var(--line); border-radius: 12px;
          background: var(--surface); box-shadow: 0 1px 3px rgb(20 28 40 / 8%); }
        main:has(pre) { max-width: 640px; }
        .brand { display: flex; align-items: center; gap: 10px; font-weight: 680; font-size: 17px;
          letter-spacing: -.02em; color: inherit; text-decoration: none; }
        h1 { margin: 24px 0 4px; font-size: 20px; font-weight: 650; letter-spacing: -.015em; overflow-wrap: anywhere; }
        p { margin: 12px 0 0; color: var(--muted); }
        a { color: var(--accent); }
        pre, code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 12.5px; }
        pre { margin: 16px 0 0; padding: 14px 16px; border: 1px solid var(--line); border-radius: 8px;
          background: var(--sunken); overflow-x: auto; line-height: 1.7; }
        label { display: block; margin: 16px 0 5px; font-weight: 520; font-size: 13px; }
        input { font: inherit; padding: 8px 11px; width: 100%; border: 1px solid var(--line); border-radius: 7px;
          background: var(--bg); color: inherit; }
        input:focus { outline: none; border-color: var(--accent); box-shadow: 0 0 0 3px var(--soft); }
        button { font: inherit; font-weight: 560; margin-top: 20px; padding: 9px 18px; width: 100%; border: 0;
          border-radius: 7px; background: var(--accent); color: var(--on-accent); cursor: pointer; }
        button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        p.problem { color: var(--bad); }

        """
}
