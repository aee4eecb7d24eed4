/** What a mutation answers that a person can mend; part of other documents. */
export const faults = `
    ... on InvalidInput { message field }
    ... on NotFound { message }
    ... on Conflict { message }`;
