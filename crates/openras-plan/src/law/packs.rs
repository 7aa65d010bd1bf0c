/// The text of a pack that comes with the library.
#[derive(Clone, Copy, Debug)]
pub struct Pack {
    /// Its id, by which a `plan.toml` names it.
    pub id: &'static str,
    /// Its text, in TOML.
    pub text: &'static str,
}

/// The packs that come with the library, in the order of their ids.
pub const PACKS: [Pack; 5] = [
    Pack { id: "england_direct_payments", text: include_str!("../../law/england_direct_payments.toml") },
    Pack {
        id: "northern_ireland_direct_payments",
        text: include_str!("../../law/northern_ireland_direct_payments.toml"),
    },
    Pack { id: "scotland_direct_payments", text: include_str!("../../law/scotland_direct_payments.toml") },
    Pack { id: "uk_employment", text: include_str!("../../law/uk_employment.toml") },
    Pack { id: "wales_direct_payments", text: include_str!("../../law/wales_direct_payments.toml") },
];
