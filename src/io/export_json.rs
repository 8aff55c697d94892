//! Events as Borderline's own JSON, which can say all that the model can.

use std::io::{self, Write};

use super::borderline_json::write_each;
use super::export::{ExportFormat, ExportOptions, Losses};
use crate::model::EventRef;

/// Borderline JSON.
pub struct BorderlineJson;

impl ExportFormat for BorderlineJson {
    fn id(&self) -> &'static str {
        "borderline-json"
    }

    fn label(&self) -> &'static str {
        "Borderline event file (JSON)"
    }

    fn extension(&self) -> &'static str {
        "json"
    }

    fn what(&self) -> &'static str {
        "everything that is said of the events, to be opened here again; not from which file and row they came"
    }

    fn write(
        &self,
        events: &mut dyn Iterator<Item = EventRef<'_>>,
        _: &ExportOptions,
        to: &mut (dyn Write + Send),
    ) -> io::Result<Losses> {
        let (mut sides, mut all) = (0, 0);
        let mut counted = events.inspect(|event| {
            all += 1;
            sides += u64::from(event.sides().is_some());
        });
        write_each(&mut counted, to)?;
        Ok(Losses::of(&[
            (sides, "deaths by side are claims, no longer counts"),
            (all, "the file and row they came from is not kept"),
        ]))
    }
}
