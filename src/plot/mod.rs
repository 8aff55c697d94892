//! Where things go, as numbers: pure layout without egui.
