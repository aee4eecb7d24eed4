import { caseLine } from './case.ts';
import { faults } from './faults.ts';

/** Enough to recognise a customer and to check him; part of other documents. */
export const customerLine = `
fragment CustomerLine on Customer {
  id displayName kind birthDate maskedNationalNumber enterpriseNumber associationCode
  contactPoints { kind value source }
  address { street houseNumber box postcode municipality }
}`;

/** With what he turned to us for before. */
export const customerHistory = `query CustomerHistory($id: ID!) {
  customer(id: $id) {
    ...CustomerLine
    history(first: 6) {
      edges {
        node {
          id reference startedAt state summary agentName
          channel { key name }
          questions { id kind text outcome product { productNumber name } }
        }
      }
      pageInfo { hasNextPage }
    }
    openCases(first: 10) { ...CaseLine }
  }
}${customerLine}${caseLine}`;

export const searchCustomers = `query SearchCustomers($text: String!) {
  searchCustomers(text: $text, first: 8) { score reasons customer { ...CustomerLine } }
}${customerLine}`;

export const createCustomer = `mutation CreateCustomer($input: CreateCustomerInput!) {
  result: createCustomer(input: $input) {
    __typename
    ... on Customer { ...CustomerLine }
    ${faults}
  }
}${customerLine}`;
