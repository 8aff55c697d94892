//! Everything that could not be read, as comma-separated text for a spreadsheet.

use super::csv_text::{formula_safe, push_record};
use super::report::FileReport;

const HEAD: [&str; 7] = ["file", "row", "column", "byte", "kind", "value", "what was done"];

/// One line an example, and one for those beyond the first hundred of a kind; cells that a spreadsheet would run as a
/// formula begin with an apostrophe.
pub fn problem_list(reports: &[FileReport]) -> String {
    let mut out = String::new();
    push_record(HEAD.into_iter(), HEAD.len(), &mut out);
    let mut push = |cells: [&str; 7]| {
        let safe = cells.map(|cell| formula_safe(cell));
        push_record(safe.iter().map(AsRef::as_ref), HEAD.len(), &mut out);
    };
    for file in reports {
        if let Some(error) = &file.error {
            push([&file.name, "", "", "", "error", "", error]);
        }
        for (kind, count, first) in file.problems.iter() {
            for problem in first {
                let row = if problem.row == 0 { String::new() } else { problem.row.to_string() };
                let byte = problem.byte.to_string();
                push([&file.name, &row, &problem.column, &byte, kind.label(), &problem.value, &problem.done]);
            }
            let more = count.saturating_sub(first.len() as u64);
            if more > 0 {
                push([&file.name, "", "", "", kind.label(), "", &format!("{more} more of this kind")]);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::load_bytes;

    #[test]
    fn every_problem_is_a_line_and_none_is_a_formula() {
        let rows = "2025-13-45,Battles,=HYPERLINK(1)\n".repeat(130);
        let loaded = load_bytes(
            "acled.csv",
            format!("event_date,event_type,actor1\n=1+1,Battles,x\n{rows}").into_bytes(),
        );
        let list = problem_list(&loaded.reports);
        assert!(
            list.starts_with("file,row,column,byte,kind,value,what was done\nacled.csv,2,event_date,29,Date that cannot be read,'=1+1,"),
            "{list}"
        );
        assert_eq!(list.lines().filter(|line| line.contains("2025-13-45")).count(), 99, "{list}");
        assert!(list.contains(",31 more of this kind\n"), "{list}");
        assert!(!list.contains(",=") && !list.contains("\n="), "{list}");
    }
}
