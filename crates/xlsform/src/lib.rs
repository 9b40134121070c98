//! Reads XLSForm sheets into form definitions.
