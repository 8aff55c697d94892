//! What the operating system says of this process.

#[cfg(target_os = "linux")]
use std::time::Duration;

/// CPU seconds of all threads so far, user and system (`/proc/self/stat`, in ticks of 1/100 s); `None` elsewhere.
pub fn cpu_secs() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name in brackets may hold anything; fields are counted behind it (proc(5): utime is 14, stime 15).
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}

/// Milliseconds that this thread has been on a processor; where the system does not tell, by the clock.
pub fn thread_ms() -> f64 {
    #[cfg(target_os = "linux")]
    {
        let on = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
        Duration::try_from(on).unwrap_or_default().as_secs_f64() * 1e3
    }
    #[cfg(not(target_os = "linux"))]
    {
        static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
        START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64() * 1e3
    }
}

/// Peak resident memory in MiB (`VmHWM` of `/proc/self/status`); `None` elsewhere.
pub fn peak_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kib / 1024.0)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_system_tells_time_and_memory() {
        assert!(cpu_secs().is_some());
        assert!(peak_mib().unwrap() > 1.0);
    }
}
