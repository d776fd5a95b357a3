use halden_telemetry::{Deadband, Reading};

fn kept(values: &[(u64, f32)]) -> Vec<u64> {
    let mut band = Deadband::new(0.5, 1_000);
    values
        .iter()
        .filter_map(|&(at, value)| band.pass(Reading { at, value }))
        .map(|reading| reading.at)
        .collect()
}

#[test]
fn the_first_reading_is_kept() {
    assert_eq!(kept(&[(0, 20.0)]), [0]);
}

#[test]
fn small_moves_are_dropped_and_large_ones_kept() {
    assert_eq!(
        kept(&[
            (0, 20.0),
            (100, 20.4),
            (200, 20.5),
            (300, 20.9),
            (400, 19.9)
        ]),
        [0, 200, 400]
    );
}

#[test]
fn slow_drift_is_measured_from_the_last_kept_value() {
    assert_eq!(kept(&[(0, 20.0), (100, 20.3), (200, 20.6)]), [0, 200]);
}

#[test]
fn a_quiet_sensor_still_says_that_it_lives() {
    assert_eq!(
        kept(&[(0, 20.0), (500, 20.0), (1_000, 20.0), (1_900, 20.0)]),
        [0, 1_000]
    );
}

#[test]
fn a_failing_sensor_is_always_heard() {
    assert_eq!(
        kept(&[(0, 20.0), (100, f32::NAN), (200, 20.0)]),
        [0, 100, 200]
    );
}
