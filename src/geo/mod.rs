//! Projection, borders and their schematic, and the gazetteer.
