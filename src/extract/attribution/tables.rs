//! What the pass reads besides the lexicon: the cues, the shapes of words and the weights.
//!
//! All of it follows from data files, so the build script makes it once, and a start with the built-in words takes it as it lies in
//! the program; only the cues, which are few, are read anew.

use crate::extract::attribution::cues::CueTable;
use crate::extract::attribution::model::Model;
use crate::extract::attribution::shapes::Shapes;
use crate::lexicon::{Class, DataError, Lexicon, Packer, Unpacker, broken};

/// The built-in weights.
pub const WEIGHTS: &str = include_str!("weights.csv");

/// What the pass reads besides the lexicon.
#[derive(Debug)]
pub struct Tables {
    pub(super) cues: CueTable,
    pub(super) shapes: Shapes,
    pub(super) model: Model,
}

impl Tables {
    /// Reads the cue tables and the built-in weights.
    ///
    /// # Errors
    /// The first fault of a cue file or of the weights.
    pub fn load(lexicon: &mut Lexicon) -> Result<Tables, DataError> {
        let cues = CueTable::load(lexicon)?;
        let shapes = Shapes::load(lexicon, Class::Cue.bit() | Class::CueNoun.bit() | Class::CueWord.bit())?;
        let model = Model::load(&cues, lexicon, WEIGHTS)?;
        Ok(Tables { cues, shapes, model })
    }

    /// Appends the shapes and the weights.
    pub fn pack(&self, to: &mut Packer) {
        self.shapes.pack(to);
        self.model.pack(to);
    }

    /// The tables that `pack` left, for the lexicon that was packed with them.
    ///
    /// # Errors
    /// When the block is none of this program's.
    pub fn unpack(lexicon: &mut Lexicon, from: &mut Unpacker) -> Result<Tables, DataError> {
        let shapes = Shapes::unpack(from).ok_or_else(broken)?;
        let model = Model::unpack(from).ok_or_else(broken)?;
        Ok(Tables { cues: CueTable::load(lexicon)?, shapes, model })
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The model, for the trainer.
    pub fn model_mut(&mut self) -> &mut Model {
        &mut self.model
    }

    /// A feature by name, as it stands in the weights table.
    pub fn feature_name(&self, feature: usize, lexicon: &Lexicon) -> String {
        self.model.name(feature, &self.cues, lexicon)
    }
}
