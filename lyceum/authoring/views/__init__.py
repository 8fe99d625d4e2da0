"""The pages of authors, reviewers and translators."""
