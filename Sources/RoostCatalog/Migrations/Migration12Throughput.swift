extension Migration {
    /// A way to the items of a queue that ended of late.
    static let throughput = Migration(version: 12) { _ in
        [
            """
            CREATE INDEX launch_item_ended ON launch_item (queue_id, updated_at, state)
            WHERE state IN ('finished', 'failed')
            """
        ]
    }
}
