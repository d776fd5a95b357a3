/// A measured value and when it was measured, in milliseconds since the ship was switched on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub at: u64,
    pub value: f32,
}

/// Drops readings that have not moved by `width` since the last kept one, but keeps at least one every `longest`
/// milliseconds, so that silence on the line always means trouble.
#[derive(Clone, Debug)]
pub struct Deadband {
    width: f32,
    longest: u64,
    kept: Option<Reading>,
}

impl Deadband {
    pub const fn new(width: f32, longest: u64) -> Self {
        Self {
            width,
            longest,
            kept: None,
        }
    }

    /// The reading, if it is worth sending. A sensor that fails (not a number) is always worth it.
    pub fn pass(&mut self, reading: Reading) -> Option<Reading> {
        let keep = match self.kept {
            None => true,
            Some(last) => {
                reading.value.is_nan()
                    || last.value.is_nan()
                    || (reading.value - last.value).abs() >= self.width
                    || reading.at.saturating_sub(last.at) >= self.longest
            }
        };
        keep.then(|| {
            self.kept = Some(reading);
            reading
        })
    }
}
