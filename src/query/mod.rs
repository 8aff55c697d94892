//! What is wanted: filters, questions and answers, and the trait that answers them.
