//! A file as filters and chips name it: its name, with as many folders before it as tell it from the others.

use crate::model::FileInfo;

/// A file's name, with folders before it where two open files have the same one. Quotation marks are written as
/// apostrophes and control characters as blanks, so that every name has a text form.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileName(String);

impl FileName {
    /// From what a user typed; `None` where it is blank.
    pub fn new(text: &str) -> Option<Self> {
        let plain = |c: char| match c {
            '"' | '“' | '”' => '\'',
            '\\' => '/',
            c if c.is_whitespace() || c.is_control() => ' ',
            c => c,
        };
        let text: String = text.trim().chars().map(plain).collect();
        let text = text.trim().trim_matches('/').trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The shortest name that tells file `number` from the other open files; `None` beyond the last or without a name.
    pub fn of(files: &[FileInfo], number: usize) -> Option<Self> {
        let whole = Self::whole(files.get(number)?)?;
        let others: Vec<Self> = files
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != number)
            .filter_map(|(_, f)| Self::whole(f))
            .collect();
        let cuts = whole.0.rmatch_indices('/').map(|(at, _)| at + 1).chain([0]);
        let names = cuts.filter_map(|at| Self::new(whole.0.get(at..)?));
        let mut last = None;
        for name in names {
            if !others.iter().any(|other| name.ends(other)) {
                return Some(name);
            }
            last = Some(name);
        }
        last
    }

    /// Whether this names the file.
    pub fn matches(&self, file: &FileInfo) -> bool {
        Self::whole(file).is_some_and(|whole| self.ends(&whole))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path, or the name of what has none.
    fn whole(file: &FileInfo) -> Option<Self> {
        let path = file.path.as_ref().map(|path| path.to_string_lossy());
        Self::new(path.as_deref().unwrap_or(&file.name))
    }

    /// Whether the other name ends with this one, whole components only; ASCII case is ignored.
    fn ends(&self, whole: &Self) -> bool {
        let (mine, whole) = (self.0.as_bytes(), whole.0.as_bytes());
        let Some(at) = whole.len().checked_sub(mine.len()) else { return false };
        let before = at.checked_sub(1).and_then(|i| whole.get(i));
        before.is_none_or(|&b| b == b'/')
            && whole.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(mine))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> FileInfo {
        let name = path.rsplit('/').next().unwrap().to_owned();
        FileInfo { name, path: Some(path.into()), ..FileInfo::default() }
    }

    #[test]
    fn a_name_has_folders_only_where_two_files_share_it() {
        let files = [file("/a/2024/acled.csv"), file("/a/2025/acled.csv"), file("/a/my notes.json")];
        let names = (0..3).filter_map(|n| FileName::of(&files, n)).map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(names, ["2024/acled.csv", "2025/acled.csv", "my notes.json"]);
        let sample = [FileInfo { name: "Sample".into(), ..FileInfo::default() }];
        assert_eq!(FileName::of(&sample, 0).unwrap().as_str(), "Sample");
        assert_eq!(FileName::of(&files, 9), None);
    }

    #[test]
    fn a_name_means_whole_components() {
        let name = FileName::new("ACLED.csv").unwrap();
        assert!(name.matches(&file("/a/acled.csv")) && !name.matches(&file("/a/my-acled.csv")));
        assert!(FileName::new("a/acled.csv").unwrap().matches(&file("/a/acled.csv")));
    }

    #[test]
    fn names_that_cannot_be_quoted_are_found_all_the_same() {
        let odd = file("/a/the \"war\"\n.csv");
        let name = FileName::of(std::slice::from_ref(&odd), 0).unwrap();
        assert_eq!(name.as_str(), "the 'war' .csv");
        assert!(name.matches(&odd) && FileName::new(name.as_str()).as_ref() == Some(&name));
    }
}
