import Foundation
import RoostJSON
import RoostLog
import Synchronization

extension RunCore {
    /// Starts what works beside the run. The console comes last: what the services say at their start is not the
    /// program's.
    func startServices(_ plan: RunPlan, _ surroundings: Surroundings) {
        let flushing = FlushThread(everySeconds: RunLimits.flushSeconds) { [weak self] in
            self?.flush()
            self?.stopIfAsked()
        }
        services.add { flushing.stop() }
        let report = EnvironmentReport(plan, self, surroundings)
        let probing = BackgroundWork(name: "roost-environment") { report.write() }
        services.add { probing.wait() }
        startSystemMetrics()
        if settings.syncTensorboard == true { followTensorBoard(surroundings) }
        if settings.monitorGym == true { watchVideos(surroundings) }
        startConsole(plan.magic)
    }

    private func startSystemMetrics() {
        guard settings.disableStats != true, settings.disableMachineInfo != true else { return }
        let monitor = SystemMonitor(interval: .seconds(settings.statsSamplingSeconds ?? RunLimits.statsSeconds)) {
            [weak self] metrics, time in
            self?.record(metrics, at: time)
        }
        services.add { monitor.stop() }
    }

    private func startConsole(_ magic: MagicOptions?) {
        let recorder = settings.console == .off ? nil : log.map(ConsoleRecorder.init)
        let readsMetrics = magic?.readsMetrics == true
        guard recorder != nil || readsMetrics else { return }
        let scraper = Mutex(MetricScraper(options: magic ?? MagicOptions()))
        do {
            let capture = try ConsoleCapture { [weak self] stream, bytes, time in
                recorder?.write(bytes, of: stream, at: time)
                guard readsMetrics else { return }
                for row in scraper.withLock({ $0.read(bytes, stream: stream) }) {
                    self?.log(row, at: Int64(time.timeIntervalSince1970 * 1e6))
                }
            }
            services.add {
                capture.stop()
                recorder?.finish()
            }
        } catch {
            messages.warning("\(error)")
        }
    }

    private func followTensorBoard(_ surroundings: Surroundings) {
        let follower = TensorBoardFollower(
            root: surroundings.currentDirectory, host: settings.host ?? HostFacts().name, since: startDate
        ) {
            [weak self] finding in
            self?.record(finding)
        }
        services.add { follower.stop() }
    }

    private func record(_ finding: TensorBoardFinding) {
        switch finding {
        case .row(let row): log(row.fields, at: Int64(row.wallTime * 1e6))
        case .hyperparameters(let values):
            do {
                try config.setDefaults(values)
            } catch {
                messages.warning("\(error)")
            }
        case .file(let path, let name):
            guard let directory else { return }
            do {
                try SavedFiles.link(path, as: name, in: directory.files)
                // The file grows all the time: uploading it once is enough.
                append(.files([name], policy: .end, type: .other))
            } catch {
                messages.warning("\(error)")
            }
        case .problem(let text): messages.warning(text)
        }
    }

    private func watchVideos(_ surroundings: Surroundings) {
        let watcher = VideoWatcher(root: surroundings.currentDirectory, since: startDate) { [weak self] video in
            guard let self else { return }
            do {
                let value = RunValue.media(try Video(path: video.path))
                // It completes the row that is being filled: the episode's numbers belong to the video.
                [(key: video.key, value: value)].withUnsafeBufferPointer { self.log($0, step: nil, commit: true) }
            } catch {
                messages.warning("\(error)")
            }
        }
        services.add { watcher.stop() }
    }

    private var startDate: Date { Date(timeIntervalSince1970: Double(identity.startTime) / 1e6) }

    func record(_ metrics: [SystemMetric], at time: Date) {
        guard !metrics.isEmpty else { return }
        let samples = metrics.map { (key: $0.key, value: $0.value) }
        append(.stats(samples, microseconds: Int64(time.timeIntervalSince1970 * 1e6)))
    }
}

extension Run {
    /// Logs a sample of system metrics, beside those that the run takes by itself of this process. With
    /// ``Settings/disableStats`` they are the only ones.
    ///
    /// ```swift
    /// let monitor = SystemMonitor(probe: SystemProbe(pid: child)) { metrics, time in
    ///     run.logSystemMetrics(metrics, at: time)
    /// }
    /// ```
    public func logSystemMetrics(_ metrics: [SystemMetric], at time: Date = Date()) { core.record(metrics, at: time) }
}
