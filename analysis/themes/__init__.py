"""Themes of questions and remarks: sentence vectors, training texts, classifier and its evaluation."""
