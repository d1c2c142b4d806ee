/// Which part of a list is wanted.
public struct PageRequest: Sendable, Hashable {
    /// How many elements at most; at least 1 and at most ``Limits/pageSize``, whatever was asked for.
    public let first: Int
    /// The cursor of the element after which to go on; `nil` or empty starts at the first element.
    public let after: String?

    public init(first: Int = 50, after: String? = nil) {
        self.first = min(max(first, 1), Limits.pageSize)
        self.after = after?.isEmpty == true ? nil : after
    }
}

/// An element of a page with the cursor that continues the list behind it.
public struct PageEdge<Element: Sendable>: Sendable {
    public let node: Element
    public let cursor: String

    public init(node: Element, cursor: String) {
        self.node = node
        self.cursor = cursor
    }
}

/// A part of a list.
public struct Page<Element: Sendable>: Sendable {
    public let edges: [PageEdge<Element>]
    public let hasNextPage: Bool

    public init(edges: [PageEdge<Element>], hasNextPage: Bool) {
        self.edges = edges
        self.hasNextPage = hasNextPage
    }

    /// The cursor of the last element; `nil` when the page is empty.
    public var endCursor: String? { edges.last?.cursor }
    public var elements: [Element] { edges.map(\.node) }

    public func map<Other: Sendable>(_ transform: (Element) throws -> Other) rethrows -> Page<Other> {
        Page<Other>(
            edges: try edges.map { PageEdge<Other>(node: try transform($0.node), cursor: $0.cursor) },
            hasNextPage: hasNextPage)
    }
}

extension Page {
    /// Makes a page from one element more than was asked for, if there are so many.
    init(_ elements: [Element], request: PageRequest, cursor: (Element) -> Cursor) {
        self.init(
            edges: elements.prefix(request.first).map { PageEdge(node: $0, cursor: cursor($0).text) },
            hasNextPage: elements.count > request.first)
    }
}
