use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use openras_allocation::columns::Columns;
use openras_allocation::{Allocation, RulebookStamp, Scheme, SchemeDocument};
use openras_core::document::Document;
use openras_core::{Day, Diagnostic, Diagnostics};
use openras_questionnaire::{Assessment, Context, Questionnaire, QuestionnaireDocument};

use crate::cases::CaseFile;
use crate::folder::Folder;
use crate::pathway::PathwayPart;
use crate::plan::PlanPart;
use crate::report::render;
use crate::review::ReviewPart;
use crate::rulebook_document::RulebookDocument;

/// Everything a council publishes for one scheme: read, checked and digested.
#[derive(Clone, Debug)]
pub struct Rulebook {
    pub(crate) document: RulebookDocument,
    pub(crate) context: Context,
    pub(crate) questionnaire: Arc<Questionnaire>,
    pub(crate) scheme: Arc<Scheme>,
    pub(crate) stamp: Arc<RulebookStamp>,
    pub(crate) questionnaire_document: QuestionnaireDocument,
    pub(crate) scheme_document: SchemeDocument,
    pub(crate) others: BTreeMap<String, Questionnaire>,
    pub(crate) cases: Vec<CaseFile>,
    pub(crate) plan: Option<Arc<PlanPart>>,
    pub(crate) review: Option<Arc<ReviewPart>>,
    pub(crate) pathway: Option<Arc<PathwayPart>>,
    pub(crate) warnings: Diagnostics,
    pub(crate) documents: BTreeMap<String, Document>,
    pub(crate) folder: Folder,
}

/// A rulebook that cannot be used: every problem at once, each at its line.
#[derive(Clone, Debug)]
pub struct LoadError {
    found: Diagnostics,
    folder: Box<Folder>,
}

impl LoadError {
    pub(crate) fn new(found: Diagnostics, folder: Folder) -> LoadError {
        LoadError { found, folder: Box::new(folder) }
    }

    /// The problems, in the order of the files.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.found
    }

    /// The problems for people, each with the line it stands on.
    pub fn render(&self, colour: bool) -> String {
        self.folder.render(&self.found, colour)
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(false).trim_end())
    }
}

impl std::error::Error for LoadError {}

impl Folder {
    /// Problems of this folder's files for people, each with the line it stands on.
    pub fn render(&self, found: &Diagnostics, colour: bool) -> String {
        let prefix = self.path_of("");
        render(found, &|file| self.files.get(file.strip_prefix(&prefix)?).map(String::as_str), colour)
    }
}

impl Rulebook {
    /// Its id.
    pub fn id(&self) -> &str {
        &self.stamp.id
    }

    /// Its version.
    pub fn version(&self) -> &str {
        &self.stamp.version
    }

    /// What it is called, in its first language.
    pub fn title(&self) -> &str {
        &self.stamp.title
    }

    /// The digest of its meaning: layout, comments and the order of keys do not change it.
    pub fn sha256(&self) -> &str {
        &self.stamp.sha256
    }

    /// Its id, version, title and digest together: what an allocation carries.
    pub fn stamp(&self) -> &RulebookStamp {
        &self.stamp
    }

    /// `rulebook.toml` as it is written: words, help, challenge, scope, sources.
    pub fn document(&self) -> &RulebookDocument {
        &self.document
    }

    /// What is asked, and what each answer scores.
    pub fn questionnaire(&self) -> &Questionnaire {
        &self.questionnaire
    }

    /// The questionnaires that carry no money, by file name.
    pub fn other_questionnaires(&self) -> impl Iterator<Item = (&str, &Questionnaire)> {
        self.others.iter().map(|(file, questionnaire)| (file.as_str(), questionnaire))
    }

    /// From points to pounds.
    pub fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// Its currency, languages and dates.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// What was found while reading that refuses nothing: texts not translated, files that nothing reads.
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// Problems of its files for people, each with the line it stands on.
    pub fn render(&self, found: &Diagnostics, colour: bool) -> String {
        self.folder.render(found, colour)
    }

    /// Works one assessment out.
    ///
    /// An excluded person, and one about whom a person decides, are answers, not errors.
    ///
    /// # Errors
    /// Every problem at once: facts first, then questions in the questionnaire's order, then steps.
    ///
    /// # Examples
    /// ```no_run
    /// use openras_questionnaire::Assessment;
    /// use openras_rulebook::Rulebook;
    /// let rulebook = Rulebook::open("fixtures/rulebooks/wrexham_2008")?;
    /// let text = std::fs::read_to_string("fixtures/assessments/wrexham_a_0042.json")?;
    /// let allocation = rulebook.allocate(&Assessment::from_json(&text)?)?;
    /// println!("{}", allocation.to_json()?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn allocate(&self, assessment: &Assessment) -> Result<Allocation, Diagnostics> {
        let allocation = self.scheme.allocate(&self.questionnaire, &self.stamp, assessment);
        allocation.map_err(|found| self.located(found))
    }

    /// Problems of an assessment that stand in this rulebook's files, such as a table that ends too early, at their lines.
    fn located(&self, found: Diagnostics) -> Diagnostics {
        let one = |problem: Diagnostic| match problem.file.as_ref().and_then(|file| self.documents.get(file))
        {
            Some(document) => {
                let mut one = Diagnostics::from(problem);
                document.locate(&mut one);
                one
            }
            None => Diagnostics::from(problem),
        };
        found.into_iter().flat_map(one).collect()
    }

    /// Works out the assessment in a document, on the day `on` where it names none itself.
    ///
    /// # Errors
    /// Every problem at once, slips of form and what the questionnaire and the scheme refuse together, each with line and
    /// column.
    pub fn allocate_document(
        &self,
        document: &mut Document,
        on: Option<Day>,
    ) -> Result<Allocation, Diagnostics> {
        let (assessment, mut found) = Assessment::what_survives(document);
        let answer = match assessment.map(|assessment| assessment.at(on)) {
            Some(Ok(assessment)) if !found.has_errors() => self.allocate(&assessment),
            Some(Ok(assessment)) => {
                found.extend(self.scheme.check_assessment(&self.questionnaire, &assessment));
                Err(found)
            }
            Some(Err(other_day)) => {
                found.extend(other_day);
                Err(found)
            }
            None => Err(found),
        };
        answer.map_err(|mut found| {
            document.locate(&mut found);
            found
        })
    }

    /// Works out the assessment in a JSON text.
    ///
    /// # Errors
    /// As [`Rulebook::allocate_document`].
    pub fn allocate_json(&self, text: &str) -> Result<Allocation, Diagnostics> {
        self.allocate_document(&mut Document::from_json("assessment", text)?, None)
    }

    /// Works the same person out if the help of family, friends and neighbours stopped; `None` where the questionnaire
    /// does not say what holds then, or asks nothing about it.
    ///
    /// # Errors
    /// As [`Rulebook::allocate`].
    pub fn allocate_without_natural_support(
        &self,
        assessment: &Assessment,
    ) -> Result<Option<Allocation>, Diagnostics> {
        let allocation =
            self.scheme.allocate_without_natural_support(&self.questionnaire, &self.stamp, assessment);
        allocation.map_err(|found| self.located(found))
    }

    /// Makes the scheme ready for many people at once.
    ///
    /// # Examples
    /// ```no_run
    /// use openras_allocation::columns::{Cells, On, People};
    /// use openras_core::Day;
    /// use openras_rulebook::Rulebook;
    /// let rulebook = Rulebook::open("fixtures/rulebooks/peers_common")?;
    /// let columns = rulebook.columns();
    /// let day = Day::new(2026, 6, 1).ok_or("no such day")?;
    /// let mut people = People::new(columns.questionnaire(), 3, On::Same(day))?;
    /// let home = rulebook.questionnaire().question("home_a").ok_or("no such question")?;
    /// people.answer(home, Cells::Places(&[0, 2, 3]))?;
    /// let worked = columns.work(&people);
    /// println!("{:?}", worked.value(rulebook.scheme().result, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn columns(&self) -> Columns {
        Columns::new(&self.scheme, &self.questionnaire, &self.stamp)
    }

    /// The first day on which it holds.
    pub fn effective_from(&self) -> Option<Day> {
        self.context.effective_from
    }
}
