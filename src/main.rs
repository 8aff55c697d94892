//! The thin binary: hands the command line to the library.

fn main() -> std::process::ExitCode {
    borderline::app::run()
}
