use crate::words::words;

words! {
    /// Who does something. A council adds its own by `[[role]]`.
    Role {
        Person "person" "The person whose support it is.";
        Representative "representative" "Who speaks for the person.";
        Nominee "nominee" "Who gets the money for the person.";
        AuthorisedPerson "authorised_person" "Who manages the money of somebody who cannot decide about it.";
        Advocate "advocate" "Who helps the person to be heard.";
        Carer "carer" "Family or a friend who cares.";
        Broker "broker" "Who helps to plan and arrange.";
        CareCoordinator "care_coordinator" "Who coordinates care.";
        SocialWorker "social_worker" "A social worker.";
        CommunityNurse "community_nurse" "A community nurse.";
        CareManager "care_manager" "A care manager.";
        CaseHolder "case_holder" "The one named worker of the case.";
        TeamManager "team_manager" "The manager of the team.";
        ResourcesPanel "resources_panel" "The panel that agrees budgets.";
        RiskPanel "risk_panel" "The panel that looks at risks.";
        SafeguardingLead "safeguarding_lead" "Who leads on safeguarding.";
        Finance "finance" "Who pays.";
        Payroll "payroll" "Who pays wages.";
        Provider "provider" "Who gives support.";
        Commissioner "commissioner" "Who buys support for the council.";
        Reviewer "reviewer" "Who reviews.";
        Auditor "auditor" "Who audits.";
    }
}

impl Role {
    /// Whether it stands on the person's side, or sells support: such a one decides nothing for the council.
    pub const fn is_outside(self) -> bool {
        matches!(
            self,
            Role::Person
                | Role::Representative
                | Role::Nominee
                | Role::AuthorisedPerson
                | Role::Advocate
                | Role::Carer
                | Role::Broker
                | Role::Provider
        )
    }
}
