//! Keeps only the readings that matter.

mod deadband;

pub use deadband::{Deadband, Reading};
