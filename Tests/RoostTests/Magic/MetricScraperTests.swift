import Testing

@testable import Roost

@Suite struct MetricScraperTests {
    private func rows(_ text: String, include: [String] = [], exclude: [String] = [], prefix: String = "") -> [String] {
        var options = MagicOptions()
        (options.include, options.exclude, options.prefix) = (include, exclude, prefix)
        var scraper = MetricScraper(options: options)
        return scraper.read(Array((text + "\n").utf8), stream: .standardOutput).map { row in
            row.map { "\($0.key)=\(FindingText.text($0.value))" }.joined(separator: " ")
        }
    }

    /// Lines as training programs print them.
    @Test(arguments: [
        // Keras
        (
            "469/469 ━━━━━━━━━━━━━━━━━━━━ 2s 4ms/step - accuracy: 0.8732 - loss: 0.4311 - val_accuracy: 0.95 - val_loss: 0.16",
            "accuracy=0.8732 loss=0.4311 val_accuracy=0.95 val_loss=0.16"
        ),
        (
            "1875/1875 [==============================] - 4s 2ms/step - loss: 0.2912 - acc: 0.9150",
            "loss=0.2912 acc=0.915"
        ),
        ("Epoch 00003: val_loss improved from 0.31200 to 0.29870, saving model to best.h5", ""),
        // PyTorch's examples
        ("Train Epoch: 1 [25600/60000 (43%)]\tLoss: 0.281190", "epoch=1 Loss=0.28119"),
        ("Test set: Average loss: 0.0500, Accuracy: 9830/10000 (98%)", "loss=0.05 Accuracy=0.983"),
        ("Epoch [1/10], Step [100/600], Loss: 0.4127", "epoch=1 step=100 Loss=0.4127"),
        ("Epoch: [0][  10/5005]\tTime  0.512 ( 1.2)\tAcc@1 0.1 (0.1)", ""),
        ("[1,  2000] loss: 2.173", "loss=2.173"),
        ("Epoch 7 - lr: 1e-4, loss: nan", "epoch=7 lr=0.0001 loss=nan"),
        // Lightning, tqdm
        (
            "Epoch 3: 100%|██████████| 938/938 [00:09<00:00, 97.31it/s, v_num=12, train_loss=0.0312]",
            "epoch=3 train_loss=0.0312"
        ),
        (" 50%|█████     | 5/10 [00:01<00:01,  4.9it/s, loss=0.33, acc=0.9]", "loss=0.33 acc=0.9"),
        ("Training:  50%|█████     | 5/10 [00:01<00:01,  4.9it/s, loss=0.33]", "loss=0.33"),
        ("loss: 0.5123:  50%|█████     | 5/10 [00:01<00:01,  4.9it/s]", ""),
        // Gradient boosting
        ("[0]\ttrain-rmse:0.48210\teval-rmse:0.49120", "iteration=0 train-rmse=0.4821 eval-rmse=0.4912"),
        (
            "[10]\tvalid_0's auc: 0.91\tvalid_0's binary_logloss: 0.31",
            "iteration=10 valid_0.auc=0.91 valid_0.binary_logloss=0.31"
        ),
        // Trainers that print dictionaries
        (
            "{'loss': 0.6931, 'grad_norm': 1.25, 'learning_rate': 5e-05, 'epoch': 0.5}",
            "loss=0.6931 grad_norm=1.25 learning_rate=5e-05 epoch=0.5"
        ),
        ("{'loss': '0.6931', 'epoch': '0.5', 'name': 'x', 'ok': True}", "loss=0.6931 epoch=0.5"),
        (
            #"{"level":"info","ts":1763712000.1,"msg":"step","step":3,"loss":0.25,"eval":{"acc":0.5}}"#,
            "step=3 loss=0.25 eval.acc=0.5"
        ),
        // Key and value
        ("step=100 loss=0.25 lr=0.001", "step=100 loss=0.25 lr=0.001"),
        (
            "epoch 001:     10 / 100 loss=7.2, ppl=147.3, wps=2e+04, gnorm=1.2",
            "epoch=1 loss=7.2 ppl=147.3 wps=20000.0 gnorm=1.2"
        ),
        ("iter 250: loss 2.5, time 12.3ms, mfu 4.5%", ""),
        ("step 250: train loss 4.1, val loss 4.2", ""),
        ("2026-11-21 07:46:03,123 INFO train.py:120: loss=0.3 (best=0.2)", "loss=0.3 best=0.2"),
        ("INFO:root:loss=0.5", "loss=0.5"), ("Accuracy: 98.3%", "Accuracy=98.3"), ("val/loss: 1.5", "val/loss=1.5"),
        ("loss: 0.5 after the first pass", "loss=0.5"), ("loss=-inf", "loss=-inf"), ("rmse = 1.25", "rmse=1.25"),
        ("step=5 fitness=3", "step=5 fitness=3"), ("Episode 12 reward: -3.5", "episode=12 reward=-3.5"),
        ("\u{1B}[32mloss\u{1B}[0m: \u{1B}[1m0.5\u{1B}[0m", "loss=0.5"),
    ])
    func readsTrainingLines(line: String, row: String) {
        #expect(rows(line) == (row.isEmpty ? [] : [row]))
    }

    /// Lines with numbers that are no metrics.
    @Test(arguments: [
        "Note: 3 files were found", "Error: 404", "Exit code: 1", "Chapter 3: 5", "Total params: 1,234,567",
        "listening on 127.0.0.1:8080", "Serving at http://localhost:8080/?loss=3", "Ratio 3:4", "It is 12:30 now: 5",
        "Download: 45%", "Elapsed time: 12.3 s", "The score: 3", "return: 0", "pid=123 port=80", "seed=42",
        "Python 3.11.7 (main): 64", "Step 1/8 : FROM python:3.11", "Step 2: Install: 3", "Step 3: port: 8080",
        "Accuracy: 3 of them were wrong", "loss: 1,234", "loss: 1.2.3", "loss: 12:30", "loss=tensor(0.3)", "loss: high",
        "--loss=3", "x = 3", "name: value", "{\"a\": }", "{}", "{'a'", "", ":", "=", "a=", "=3", "loss", "loss:", "e=",
        ":::===",
        "ETA: 0:00:12", "epoch", "Epoch: done", "Epoch 1/10", "step 3", "The epoch 3 of history saw 5: 6 wars",
        "https://example.com/loss:3", "ISBN: 978", "lat=48.1 lon=11.5", "Time: 12:30:15",
    ])
    func leavesOtherLinesAlone(line: String) {
        #expect(rows(line) == [])
    }

    @Test func knowsTheEpochOfALineBefore() {
        #expect(
            rows("Epoch 2/5\n10/10 - 1s - loss: 0.5\nEpoch 3/5\nloss: 0.25") == [
                "epoch=2 loss=0.5", "epoch=3 loss=0.25",
            ])
    }

    @Test func readsTheLastStateOfALine() {
        #expect(rows("loss=0.5\rloss=0.4\rloss=0.3") == ["loss=0.3"])
        #expect(rows("loss=0.5\r\nloss=0.4\r") == ["loss=0.5", "loss=0.4"])
    }

    @Test func keepsStreamsAndPiecesApart() {
        var scraper = MetricScraper()
        #expect(scraper.read(Array("loss=0".utf8), stream: .standardOutput).isEmpty)
        #expect(scraper.read(Array("acc=1.0\n".utf8), stream: .standardError).map { $0.map(\.key) } == [["acc"]])
        #expect(
            scraper.read(Array(".5\n".utf8), stream: .standardOutput).map { $0.map { $0.value.doubleValue } } == [[0.5]]
        )
    }

    @Test func followsItsOptions() {
        #expect(rows("fitness=0.3", include: ["fit*"]) == ["fitness=0.3"])
        #expect(rows("loss=0.3 lr=0.1", exclude: ["lr"]) == ["loss=0.3"])
        #expect(rows("loss=0.3", prefix: "log/") == ["log/loss=0.3"])
        var off = MagicOptions()
        off.readsMetrics = false
        var scraper = MetricScraper(options: off)
        #expect(scraper.read(Array("loss=0.3\n".utf8), stream: .standardOutput).isEmpty)
    }

    @Test func keepsItsBounds() {
        #expect(rows("loss=0.5 " + String(repeating: "x", count: MagicLimits.lineBytes)) == [])
        var scraper = MetricScraper()
        let many = (0..<3_000).map { "loss\($0)=1\n" }.joined()
        #expect(scraper.read(Array(many.utf8), stream: .standardOutput).count == MagicLimits.metrics)
        let wide = "{" + (0..<500).map { "\"m\($0)\": 1" }.joined(separator: ",") + "}\n"
        var other = MetricScraper()
        #expect(other.read(Array(wide.utf8), stream: .standardOutput).first?.count == MagicLimits.metricsOfLine)
    }

    @Test func survivesAnyBytes() {
        var generator = SystemRandomNumberGenerator()
        var scraper = MetricScraper()
        let alphabet = Array("ae0159.:=, -+/[](){}'\"%|\t\r\n\u{1B}".utf8) + [0xFF, 0xC3]
        for _ in 0..<200 {
            let bytes = (0..<200).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = scraper.read(bytes, stream: .standardError)
        }
    }
}
