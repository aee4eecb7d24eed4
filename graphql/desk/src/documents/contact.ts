import { caseLine } from './case.ts';
import { customerLine } from './customer.ts';
import { faults } from './faults.ts';

const contactWhole = `${caseLine}
fragment ContactWhole on Contact {
  id reference spokenReference state anonymous summary startedAt endedAt registeredAt
  channel { key name }
  customer { ...CustomerLine }
  questions {
    id kind text outcome answer answeredFromKnowledge
    product { productNumber name handlerGroup { key name } }
    case { ...CaseLine }
  }
}`;

const callWhole = `
fragment CallWhole on Call {
  id state direction number presentation dialled queue device startedAt answeredAt endedAt transfer
  candidates(first: 5) { score reasons customer { ...CustomerLine } }
  draft { ...ContactWhole }
}${contactWhole}${customerLine}`;

export const currentCall = `query CurrentCall { currentCall { ...CallWhole } }${callWhole}`;

export const callById = `query CallById($id: ID!) { call(id: $id) { ...CallWhole } }${callWhole}`;

export const callChanged = `subscription CallChanged { callChanged { ...CallWhole } }${callWhole}`;

export const contactById = `query ContactById($id: ID!) {
  contact(id: $id) {
    ...ContactWhole
    call {
      id state direction number presentation dialled queue device startedAt answeredAt endedAt transfer
      candidates(first: 5) { score reasons customer { ...CustomerLine } }
    }
  }
}${contactWhole}${customerLine}`;

export const myDrafts = `query MyDrafts { myDrafts(first: 20) { id } }`;

export const channels = `query Channels { channels(first: 20) { key name active } }`;

export const openContact = `mutation OpenContact($input: OpenContactInput!) {
  result: openContact(input: $input) { __typename ... on Contact { ...ContactWhole } ${faults} }
}${contactWhole}${customerLine}`;

export const saveDraft = `mutation SaveDraft($input: SaveDraftInput!) {
  result: saveDraft(input: $input) { __typename ... on Contact { id state } ${faults} }
}`;

export const linkCustomer = `mutation LinkCustomer($input: LinkCustomerInput!) {
  result: linkCustomer(input: $input) {
    __typename ... on Contact { id customer { ...CustomerLine } } ${faults}
  }
}${customerLine}`;

export const registerContact = `mutation RegisterContact($input: RegisterContactInput!) {
  result: registerContact(input: $input) { __typename ... on Contact { ...ContactWhole } ${faults} }
}${contactWhole}${customerLine}`;

export const contactByReference = `query ContactByReference($reference: String!) {
  contactByReference(reference: $reference) {
    __typename
    ... on Contact { ...ContactWhole agentName }
    ... on InvalidInput { message field }
    ... on NotFound { message }
  }
}${contactWhole}${customerLine}`;
