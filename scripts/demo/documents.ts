const call = `
  id callKey state number presentation
  candidates(first: 5) { score reasons customer { id displayName
    history(first: 3) { edges { node { reference summary startedAt } } }
    openCases { reference title stateName } } }
  draft { id reference state }`;

export const ring = `subscription { callChanged { ${call} } }`;
export const currentCall = `query { currentCall { ${call} } }`;

export const saveDraft = `mutation ($input: SaveDraftInput!) {
  saveDraft(input: $input) { __typename ... on Contact { id summary } ... on InvalidInput { message field } ... on Conflict { message } }
}`;

export const linkCustomer = `mutation ($input: LinkCustomerInput!) {
  linkCustomer(input: $input) { __typename ... on Contact { id } ... on Conflict { message } }
}`;

export const searchProducts = `query ($text: String!) {
  products(search: $text, first: 1) { edges { node { productNumber name handlerGroup { key name } } } }
}`;

export const register = `mutation ($input: RegisterContactInput!) {
  registerContact(input: $input) {
    __typename
    ... on Contact { reference spokenReference questions { case { id reference dueAt handlerGroup { key name } } } }
    ... on InvalidInput { message field }
    ... on Conflict { message }
  }
}`;

export const takeCase = `mutation ($input: TakeCaseInput!) {
  takeCase(input: $input) { __typename ... on Case { stateName } ... on Conflict { message } ... on NotFound { message } }
}`;

export const answerCase = `mutation ($input: AnswerCaseInput!) {
  answerCase(input: $input) { __typename ... on Case { stateName } ... on InvalidInput { message field } ... on Conflict { message } ... on NotFound { message } }
}`;

export const caseStatus = `query ($id: ID!) {
  case(id: $id) {
    stateName
    citizenStatus { publication state stateName visibleSince refusedBecause }
    dossierStatus { published pending code label phase processedAt }
  }
}`;

export const journey = `query ($id: String!) { hub { journey(correlationId: $id) { at kind type state attempts } } }`;

export const auditTrail = `query ($id: String!) {
  auditTrail(correlationid: $id, first: 100) { edges { node { number at actorName act subjectType } } }
}`;
