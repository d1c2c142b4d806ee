/// What the words of a name tell about it.
enum MetricWords {
    /// How sure a name makes that its number is a metric.
    enum Kind: Sendable, Hashable {
        /// It is one, such as `val_loss`.
        case certain
        /// It may be one, such as `score`, or some other number.
        case possible
        /// It counts the steps, under the name given.
        case step(String)
        /// It is none, such as `pid`.
        case never
    }

    private static let certain: Set<Substring> = [
        "loss", "losses", "acc", "accuracy", "auc", "auroc", "auprc", "rmse", "mse", "mae", "mape", "rmsle", "logloss",
        "merror", "mlogloss", "ndcg", "perplexity", "ppl", "bleu", "rouge", "rouge1", "rouge2", "rougel", "wer", "cer",
        "f1", "iou", "miou", "dice", "psnr", "ssim", "lpips", "fid", "nll", "elbo", "bce", "top1", "top5", "acc1",
        "acc5",
        "kl", "gnorm", "grad_norm", "mrr", "bpc", "bpb", "kld",
    ]
    private static let steps: [Substring: String] = [
        "epoch": "epoch", "epochs": "epoch", "step": "step", "steps": "step", "global_step": "global_step",
        "iter": "iteration", "iters": "iteration", "iteration": "iteration", "update": "update",
        "num_updates": "update", "batch": "batch", "episode": "episode",
    ]
    private static let never: Set<Substring> = [
        "pid", "tid", "ppid", "port", "line", "lineno", "eta", "version", "v_num", "ts", "timestamp", "time_stamp",
        "date",
        "code", "exitcode", "status", "errno", "level", "id", "rank", "local_rank", "world_size", "seed", "uid", "gid",
        "asctime", "thread", "processname", "levelno", "at", "http", "https", "warning", "error", "note", "info",
        "debug",
        "todo", "fixme", "figure", "table", "chapter", "page", "section", "issue",
    ]

    static func kind(of name: String) -> Kind {
        let lower = name.lowercased()
        if let step = steps[lower[...]] { return .step(step) }
        if never.contains(lower[...]) { return .never }
        if certain.contains(lower[...]) { return .certain }
        let words = lower.split { "_/-.@ ".contains($0) }
        // A number behind the word, as in `loss1`, makes another metric of it.
        let hasMetric = words.contains { word in
            certain.contains(word) || certain.contains(word.prefix { !$0.isNumber })
        }
        return hasMetric ? .certain : .possible
    }
}
