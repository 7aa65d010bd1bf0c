//! From the texts of a folder to a rulebook: syntax, then shape, then meaning, every problem of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use openras_allocation::{RulebookStamp, Scheme, SchemeDocument};
use openras_core::document::{Document, canonical, read};
use openras_core::{Code, Diagnostic, Diagnostics, Path, digest};
use openras_pathway::{Pathway, PathwayContext, PathwayDocument};
use openras_plan::law::LawDocument;
use openras_plan::{PlanPolicy, PlanPolicyDocument, PlanStamp, PolicyContext, StreamRule};
use openras_questionnaire::{Context, Namespace, Questionnaire, QuestionnaireDocument};
use openras_review::{ReviewContext, ReviewPolicy, ReviewPolicyDocument, ReviewStamp};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};

use crate::case_document::CasesDocument;
use crate::cases::{CaseFile, check_cases};
use crate::folder::Folder;
use crate::frame::read_frame;
use crate::law::{law_of, law_packs};
use crate::pathway::PathwayPart;
use crate::plan::PlanPart;
use crate::review::{ReviewPart, how_to_challenge};
use crate::rulebook::{LoadError, Rulebook};
use crate::rulebook_document::RulebookDocument;
use crate::toml::toml_document;

/// The documents of a folder while it is being read, and what was found.
struct Loading<'f> {
    folder: &'f Folder,
    documents: BTreeMap<String, Document>,
    found: Diagnostics,
}

impl Rulebook {
    /// Reads a rulebook from the texts of its files.
    ///
    /// # Errors
    /// Every problem of every file at once, each at its line. Warnings alone refuse nothing: [`Rulebook::warnings`].
    pub fn from_folder(folder: Folder) -> Result<Rulebook, LoadError> {
        let mut loading = Loading { folder: &folder, documents: BTreeMap::new(), found: folder.check() };
        let rulebook = loading.rulebook();
        let Loading { documents, mut found, .. } = loading;
        let order: Vec<&str> = ["rulebook.toml", "questionnaire.toml", "scheme.toml"].to_vec();
        found.sort_by_key(|diagnostic| {
            let file = diagnostic.file.clone().unwrap_or_default();
            let rank = order.iter().position(|known| *known == file).unwrap_or(order.len());
            (rank, file, diagnostic.place.as_ref().map_or(0, |place| place.bytes.start))
        });
        match rulebook {
            Some(parts) if !found.has_errors() => Ok(parts.finish(folder, documents, found)),
            _ => Err(LoadError::new(found, folder)),
        }
    }

    /// Reads the rulebook in the folder at `path`.
    ///
    /// # Errors
    /// Every problem of every file at once, each at its line.
    pub fn open(path: impl AsRef<std::path::Path>) -> Result<Rulebook, LoadError> {
        let folder = Folder::read(path).map_err(|found| LoadError::new(found, Folder::default()))?;
        Rulebook::from_folder(folder)
    }
}

/// The parts of a rulebook that has been read.
struct Parts {
    document: RulebookDocument,
    context: Context,
    questionnaire: Questionnaire,
    scheme: Scheme,
    documents: (QuestionnaireDocument, SchemeDocument),
    others: BTreeMap<String, Questionnaire>,
    cases: Vec<CaseFile>,
    plan: Option<PlanPart>,
    review: Option<ReviewPart>,
    pathway: Option<PathwayPart>,
    sha256: String,
}

impl Parts {
    fn finish(
        self,
        folder: Folder,
        documents: BTreeMap<String, Document>,
        warnings: Diagnostics,
    ) -> Rulebook {
        let first = self.context.first_language().to_owned();
        let stamp = RulebookStamp {
            id: self.document.id.as_str().to_owned(),
            version: self.document.version.clone(),
            title: self.document.title.in_language(&first, &first).to_owned(),
            sha256: self.sha256,
        };
        Rulebook {
            document: self.document,
            context: self.context,
            questionnaire: Arc::new(self.questionnaire),
            scheme: Arc::new(self.scheme),
            stamp: Arc::new(stamp),
            questionnaire_document: self.documents.0,
            scheme_document: self.documents.1,
            others: self.others,
            cases: self.cases,
            plan: self.plan.map(Arc::new),
            review: self.review.map(Arc::new),
            pathway: self.pathway.map(Arc::new),
            warnings,
            documents,
            folder,
        }
    }
}

impl Loading<'_> {
    fn rulebook(&mut self) -> Option<Parts> {
        self.syntax();
        let document = self.shape::<RulebookDocument>("rulebook.toml");
        let questionnaire = self.shape::<QuestionnaireDocument>("questionnaire.toml");
        let scheme = self.shape::<SchemeDocument>("scheme.toml");
        let others: Vec<(String, QuestionnaireDocument)> = self.shapes("questionnaires");
        let case_documents: Vec<(String, CasesDocument)> = self.shapes("cases");
        let plan = self.shape::<PlanPolicyDocument>("plan.toml");
        let laws: Vec<(String, LawDocument)> = self.shapes("law");
        let review = self.shape::<ReviewPolicyDocument>("review.toml");
        let pathway = self.shape::<PathwayDocument>("pathway.toml");

        let document = document?;
        let context = self.meaning("rulebook.toml", |found| read_frame(&document, found));
        let mut namespace = Namespace::new();
        let questionnaire_document = questionnaire?;
        let questionnaire = self.meaning("questionnaire.toml", |found| {
            Questionnaire::build(&questionnaire_document, &context, &mut namespace, found)
        });
        if let Some(purpose) = questionnaire_document.purpose {
            let path = Path::root().key("purpose");
            let message = format!("`{purpose:?}` is the purpose of a questionnaire that carries no money")
                .to_lowercase();
            let problem = Diagnostic::new(Code::UnknownKey, path, message).on_key();
            self.note(
                "questionnaire.toml",
                problem.help("leave it out, or move the file to questionnaires/"),
            );
        }
        let others = self.other_questionnaires(&others, &context);
        let scheme_document = scheme?;
        let scheme = self.meaning("scheme.toml", |found| {
            Scheme::build(&scheme_document, &questionnaire, &context, &mut namespace, found)
        });
        let mut cases = Vec::new();
        for (file, document) in case_documents {
            let checked =
                self.meaning(&file, |found| check_cases(&document, &scheme_document, &context, found));
            cases.push(CaseFile { file, cases: checked });
        }
        let sha256 = self.digest()?;
        let plan = plan.zip(scheme.as_ref()).map(|(plan, scheme)| {
            self.plan(&plan, &laws, &document, &context, (&questionnaire, scheme, review.as_ref()), &sha256)
        });
        let review = review
            .zip(scheme.as_ref())
            .map(|(review, scheme)| self.review(&review, &document, &context, scheme, &sha256));
        let pathway = pathway.map(|pathway| self.pathway(&pathway, &document, &context));
        Some(Parts {
            document,
            context,
            questionnaire,
            scheme: scheme?,
            documents: (questionnaire_document, scheme_document),
            others,
            cases,
            plan,
            review,
            pathway,
            sha256,
        })
    }

    /// The first pass: every file as TOML.
    fn syntax(&mut self) {
        let folder = self.folder;
        for (file, text) in folder.files.iter().filter(|(file, _)| is_read(file)) {
            match toml_document(folder.path_of(file), text.clone()) {
                Ok(document) => drop(self.documents.insert(file.clone(), document)),
                Err(problems) => {
                    self.found.extend(problems.into_iter().map(|problem| problem.in_file(file.clone())));
                }
            }
        }
    }

    /// The second pass: one file held against its shape.
    fn shape<T: DeserializeOwned + JsonSchema + 'static>(&mut self, file: &str) -> Option<T> {
        let document = self.documents.get_mut(file)?;
        let (value, problems) = read::<T>(document);
        self.locate(file, problems);
        value
    }

    fn shapes<T: DeserializeOwned + JsonSchema + 'static>(&mut self, folder: &str) -> Vec<(String, T)> {
        let files: Vec<String> = self.folder.within(folder).into_iter().map(str::to_owned).collect();
        files.into_iter().filter_map(|file| self.shape(&file).map(|value| (file, value))).collect()
    }

    /// The third pass: what one file means.
    fn meaning<T>(&mut self, file: &str, read: impl FnOnce(&mut Diagnostics) -> T) -> T {
        let mut problems = Diagnostics::new();
        let value = read(&mut problems);
        self.locate(file, problems);
        value
    }

    fn note(&mut self, file: &str, problem: Diagnostic) {
        self.locate(file, problem.into());
    }

    fn locate(&mut self, file: &str, mut problems: Diagnostics) {
        if let Some(document) = self.documents.get(file) {
            document.locate(&mut problems);
        }
        self.found.extend(problems.into_iter().map(|problem| problem.in_file(file)));
    }

    fn other_questionnaires(
        &mut self,
        documents: &[(String, QuestionnaireDocument)],
        context: &Context,
    ) -> BTreeMap<String, Questionnaire> {
        let mut others = BTreeMap::new();
        for (file, document) in documents {
            let other = self.meaning(file, |found| {
                if document.purpose.is_none() {
                    let message = "a questionnaire beside the scheme says what it is for";
                    let help = "add purpose = \"satisfaction\", \"carer\", \"monitoring\" or \"children\"";
                    found.push(Diagnostic::new(Code::MissingKey, Path::root(), message).help(help));
                }
                Questionnaire::build(document, context, &mut Namespace::new(), found)
            });
            others.insert(file.clone(), other);
        }
        others
    }

    /// What the council asks of a plan, with the law that holds.
    fn plan(
        &mut self,
        plan: &PlanPolicyDocument,
        laws: &[(String, LawDocument)],
        document: &RulebookDocument,
        context: &Context,
        (questionnaire, scheme, review): (&Questionnaire, &Scheme, Option<&ReviewPolicyDocument>),
        sha256: &str,
    ) -> PlanPart {
        for (file, law) in laws {
            self.meaning(file, |found| law.check(found));
        }
        let mut needs: Vec<String> = Vec::new();
        for need in questionnaire.sections.iter().filter_map(|section| section.need.as_ref()) {
            if !needs.contains(need) {
                needs.push(need.clone());
            }
        }
        let frame = PolicyContext {
            currency: context.currency.clone(),
            decimals: context.decimals,
            language: context.first_language().to_owned(),
            jurisdiction: document.jurisdiction.clone(),
            sources: context.sources.clone(),
            needs,
            streams: scheme
                .streams
                .iter()
                .map(|stream| StreamRule {
                    id: stream.id.clone(),
                    spend_on: Some(stream.spend_on.clone()).filter(|list| !list.is_empty()),
                })
                .collect(),
            levels: review.map_or(Vec::new(), ReviewPolicyDocument::levels),
        };
        let policy = self.meaning("plan.toml", |found| {
            let law = law_of(&plan.law, laws, &document.jurisdiction, found);
            plan_texts(plan, context, found);
            PlanPolicy::build(plan, frame, law, found)
        });
        let part = |file: &str| self.documents.get(file).map(|document| canonical(&document.root));
        let shipped = plan.law.iter().filter_map(|id| law_packs().iter().find(|pack| pack.id == id.as_str()));
        let mut law: BTreeMap<String, Json> =
            shipped.map(|pack| (pack.id.clone(), Json::String(pack.sha256.clone()))).collect();
        law.extend(laws.iter().filter_map(|(file, _)| Some((file.clone(), part(file)?))));
        let stamp = PlanStamp {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            sha256: sha256.to_owned(),
            plan: part("plan.toml").and_then(|plan| digest::sha256(&plan).ok()).unwrap_or_default(),
            law: digest::sha256(&law).unwrap_or_default(),
        };
        PlanPart { document: plan.clone(), policy, stamp }
    }

    /// What the council asks of reviews.
    fn review(
        &mut self,
        review: &ReviewPolicyDocument,
        document: &RulebookDocument,
        context: &Context,
        scheme: &Scheme,
        sha256: &str,
    ) -> ReviewPart {
        let frame = ReviewContext {
            currency: context.currency.clone(),
            decimals: context.decimals,
            language: context.first_language().to_owned(),
            sources: context.sources.clone(),
            streams: scheme
                .streams
                .iter()
                .map(|stream| openras_review::StreamRule {
                    id: stream.id.clone(),
                    text: stream
                        .text
                        .in_language(context.first_language(), context.first_language())
                        .to_owned(),
                    carry_forward: stream.carry_forward,
                })
                .collect(),
            weeks_in_year: scheme.year.weeks.clone(),
            how_to_challenge: how_to_challenge(document, context.first_language()),
        };
        let policy = self.meaning("review.toml", |found| {
            for (at, cadence) in review.cadence.iter().enumerate() {
                let path = Path::root().key("cadence").index(at).key("text");
                if cadence.text.is_some() {
                    context.text(cadence.text.as_ref(), "", &path, found);
                }
            }
            ReviewPolicy::build(review, frame, found)
        });
        let written = self.documents.get("review.toml").map(|document| canonical(&document.root));
        let stamp = ReviewStamp {
            id: document.id.as_str().to_owned(),
            version: document.version.clone(),
            sha256: sha256.to_owned(),
            review: written.and_then(|review| digest::sha256(&review).ok()).unwrap_or_default(),
        };
        ReviewPart { policy, stamp }
    }

    /// The council's steps.
    fn pathway(
        &mut self,
        pathway: &PathwayDocument,
        document: &RulebookDocument,
        context: &Context,
    ) -> PathwayPart {
        let frame = PathwayContext {
            currency: context.currency.clone(),
            decimals: context.decimals,
            language: context.first_language().to_owned(),
            jurisdiction: document.jurisdiction.clone(),
            sources: Some(context.sources.clone()),
        };
        let pathway = self.meaning("pathway.toml", |found| {
            pathway_texts(pathway, context, found);
            Pathway::build(pathway, frame, found)
        });
        let canonical = self.documents.get("pathway.toml").map(|document| canonical(&document.root));
        let sha256 = canonical.and_then(|canonical| digest::sha256(&canonical).ok()).unwrap_or_default();
        PathwayPart { pathway, sha256 }
    }

    /// The digest of what the three files mean, whatever their layout.
    fn digest(&self) -> Option<String> {
        let part = |file: &str| -> Option<Json> { Some(canonical(&self.documents.get(file)?.root)) };
        let whole = json!({
            "questionnaire": part("questionnaire.toml")?,
            "rulebook": part("rulebook.toml")?,
            "scheme": part("scheme.toml")?,
        });
        digest::sha256(&whole).ok()
    }
}

/// Holds the texts of a `plan.toml` against the rulebook's languages.
fn plan_texts(plan: &PlanPolicyDocument, context: &Context, found: &mut Diagnostics) {
    let root = Path::root();
    let ways = plan.ways.iter().enumerate().map(|(at, way)| (root.key("ways").index(at), way.text.as_ref()));
    let checklist = plan.checklist.iter().enumerate();
    let checklist = checklist.map(|(at, item)| (root.key("checklist").index(at), item.text.as_ref()));
    let conditions = plan.condition.iter().enumerate();
    let conditions = conditions.map(|(at, item)| (root.key("condition").index(at), Some(&item.text)));
    let forbidden = plan.forbidden.iter().enumerate();
    let forbidden = forbidden.map(|(at, item)| (root.key("forbidden").index(at), item.text.as_ref()));
    for (path, text) in ways.chain(checklist).chain(conditions).chain(forbidden) {
        if text.is_some() {
            context.text(text, "", &path.key("text"), found);
        }
    }
}

/// Holds the texts of a `pathway.toml` against the rulebook's languages.
fn pathway_texts(pathway: &PathwayDocument, context: &Context, found: &mut Diagnostics) {
    let root = Path::root();
    let steps = pathway.step.iter().enumerate();
    let steps = steps.map(|(at, step)| (root.key("step").index(at), step.text.as_ref()));
    let reasons = pathway.reason.iter().enumerate();
    let reasons = reasons.map(|(at, reason)| (root.key("reason").index(at), Some(&reason.text)));
    let roles = pathway.role.iter().enumerate();
    let roles = roles.map(|(at, role)| (root.key("role").index(at), role.text.as_ref()));
    for (path, text) in steps.chain(reasons).chain(roles) {
        if text.is_some() {
            context.text(text, "", &path.key("text"), found);
        }
    }
}

fn is_read(file: &str) -> bool {
    crate::folder::REQUIRED.contains(&file)
        || file == "plan.toml"
        || file == "review.toml"
        || file == "pathway.toml"
        || (file.ends_with(".toml") && file.starts_with("law/"))
        || (file.ends_with(".toml") && (file.starts_with("cases/") || file.starts_with("questionnaires/")))
}
