//! Links from a file: which may be opened, and whose site a click would lead to.

use url::Url;

/// What a link in a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// An http or https address that may be opened after asking.
    Web {
        /// The address as it would be opened.
        url: String,
        /// Its host in ASCII (IDNA), with the port where one is named.
        host: String,
    },
    /// Anything else: shown and copied, never opened.
    Text,
}

impl Link {
    /// What the text of a link leads to.
    pub fn of(text: &str) -> Self {
        let Ok(url) = Url::parse(text.trim()) else { return Self::Text };
        let named = url.username().is_empty() && url.password().is_none();
        match (url.scheme(), url.host_str()) {
            // A name before the host is there to deceive: https://bbc.com@evil.example.
            ("http" | "https", Some(host)) if named && !host.is_empty() => Self::Web {
                host: url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")),
                url: url.to_string(),
            },
            _ => Self::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(text: &str) -> Option<String> {
        match Link::of(text) {
            Link::Web { host, .. } => Some(host),
            Link::Text => None,
        }
    }

    #[test]
    fn only_web_addresses_can_be_opened() {
        assert_eq!(host("https://www.aljazeera.com/news/2025"), Some("www.aljazeera.com".to_owned()));
        assert_eq!(host(" http://example.org:8080/x "), Some("example.org:8080".to_owned()));
        for text in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "ftp://example.org",
            "www.example.org",
            "",
            "https://",
            "https://bbc.com@evil.example/",
            "smb://server/share",
        ] {
            assert_eq!(Link::of(text), Link::Text, "{text}");
        }
    }

    #[test]
    fn a_host_that_looks_like_another_is_shown_in_ascii() {
        // Cyrillic а, р: not apple.com.
        assert_eq!(host("https://аррӏе.com/"), Some("xn--80ak6aa92e.com".to_owned()));
    }
}
