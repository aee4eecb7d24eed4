import { faults } from './faults.ts';

const citizenStatus = `
fragment CitizenStatusFields on CitizenStatus {
  publication state stateName explanation visibleSince refusedBecause
}`;

/** A case as it stands in a list; part of other documents. */
export const caseLine = `${citizenStatus}
fragment CaseLine on Case {
  id reference spokenReference kind title state stateName openedAt dueAt assigneeName
  handlerGroup { key name }
  citizenStatus { ...CitizenStatusFields }
}`;

const caseWhole = `${caseLine}
fragment CaseWhole on Case {
  ...CaseLine
  description answer
  history { state stateName at actorName reason handlerGroup { key name } }
  customer { id displayName contactPoints { kind value source } }
  product { productNumber name }
  contact { id reference }
}`;

export const caseById = `query CaseById($id: ID!) { case(id: $id) { ...CaseWhole } }${caseWhole}`;

export const caseChanged = `subscription CaseChanged($id: ID!) {
  caseChanged(caseId: $id) { ...CaseWhole }
}${caseWhole}`;

export const worklist = `query Worklist($filter: WorklistFilter!, $after: String) {
  worklist(filter: $filter, first: 25, after: $after) {
    edges { node { ...CaseLine } }
    pageInfo { hasNextPage endCursor }
  }
}${caseLine}`;

export const caseByReference = `query CaseByReference($reference: String!) {
  caseByReference(reference: $reference) {
    __typename
    ... on Case { id }
    ... on InvalidInput { message field }
    ... on NotFound { message }
  }
}`;

export const takeCase = `mutation TakeCase($input: TakeCaseInput!) {
  result: takeCase(input: $input) { __typename ... on Case { ...CaseWhole } ${faults} }
}${caseWhole}`;

export const answerCase = `mutation AnswerCase($input: AnswerCaseInput!) {
  result: answerCase(input: $input) { __typename ... on Case { ...CaseWhole } ${faults} }
}${caseWhole}`;

/** A case that is given back leaves the sight of who gave it, so nothing more is asked of it. */
export const returnCase = `mutation ReturnCase($input: ReturnCaseInput!) {
  result: returnCase(input: $input) { __typename ${faults} }
}`;

/** Likewise for a coordinator. */
export const routeCase = `mutation RouteCase($input: RouteCaseInput!) {
  result: routeCase(input: $input) { __typename ${faults} }
}`;
