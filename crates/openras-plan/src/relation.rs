use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What somebody who is paid is to the person.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Nothing but the work.
    #[default]
    None,
    /// Husband, wife or civil partner.
    SpouseOrCivilPartner,
    /// Lives with the person as a husband, wife or civil partner would.
    LivesAsPartner,
    /// Mother or father.
    Parent,
    /// Stepmother or stepfather.
    StepParent,
    /// Daughter or son.
    Child,
    /// Stepdaughter or stepson.
    StepChild,
    /// Sister or brother.
    Sibling,
    /// Grandmother or grandfather.
    Grandparent,
    /// Granddaughter or grandson.
    Grandchild,
    /// Aunt or uncle.
    AuntOrUncle,
    /// Nephew or niece.
    NephewOrNiece,
    /// Cousin.
    Cousin,
    /// A parent or child by marriage.
    InLaw,
    /// The husband, wife or partner of a relative.
    PartnerOfRelative,
    /// A friend.
    Friend,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Relation; 16] = [
        Relation::None,
        Relation::SpouseOrCivilPartner,
        Relation::LivesAsPartner,
        Relation::Parent,
        Relation::StepParent,
        Relation::Child,
        Relation::StepChild,
        Relation::Sibling,
        Relation::Grandparent,
        Relation::Grandchild,
        Relation::AuntOrUncle,
        Relation::NephewOrNiece,
        Relation::Cousin,
        Relation::InLaw,
        Relation::PartnerOfRelative,
        Relation::Friend,
    ];

    /// In plain words, as of the person: `brother or sister`.
    pub const fn words(self) -> &'static str {
        match self {
            Relation::None => "somebody who is no relative",
            Relation::SpouseOrCivilPartner => "a husband, wife or civil partner",
            Relation::LivesAsPartner => "a partner",
            Relation::Parent => "a parent",
            Relation::StepParent => "a step-parent",
            Relation::Child => "a son or daughter",
            Relation::StepChild => "a stepchild",
            Relation::Sibling => "a brother or sister",
            Relation::Grandparent => "a grandparent",
            Relation::Grandchild => "a grandchild",
            Relation::AuntOrUncle => "an aunt or uncle",
            Relation::NephewOrNiece => "a nephew or niece",
            Relation::Cousin => "a cousin",
            Relation::InLaw => "a parent or child by marriage",
            Relation::PartnerOfRelative => "the partner of a relative",
            Relation::Friend => "a friend",
        }
    }
}
