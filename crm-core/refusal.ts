/** An answer that tells a user what to mend; a member of the union that every mutation answers. */
export type Complaint =
  | { readonly __typename: 'InvalidInput'; readonly message: string; readonly field: string }
  | { readonly __typename: 'NotFound'; readonly message: string }
  | { readonly __typename: 'Conflict'; readonly message: string }
  | {
      readonly __typename: 'CaseChanged';
      readonly message: string;
      readonly caseId: string;
      /** The version that was seen. */
      readonly since: number;
    };

/** Stops a change, takes back all of it, and becomes its answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly complaint: Complaint;

  constructor(complaint: Complaint) {
    super(complaint.__typename);
    this.complaint = complaint;
  }
}

export function invalid(field: string, message: string): Refusal {
  return new Refusal({ __typename: 'InvalidInput', field, message });
}

export function notFound(message: string): Refusal {
  return new Refusal({ __typename: 'NotFound', message });
}

export function conflict(message: string): Refusal {
  return new Refusal({ __typename: 'Conflict', message });
}
