/** What the documents ask for, as the graph answers it. */
export interface HandlerGroup {
  readonly key: string;
  readonly name: string;
}

export type Role = 'AGENT' | 'EXPERT' | 'COORDINATOR' | 'ADMIN' | 'PRIVACY_OFFICER';

export interface Me {
  readonly subject: string;
  readonly name: string;
  readonly kind: string;
  readonly roles: readonly Role[];
  readonly device: string | null;
  readonly groups: readonly HandlerGroup[];
}

/** How the remote of a connector is. */
export interface HubEndpoint {
  readonly connector: string;
  readonly link: 'up' | 'down' | 'paused';
  readonly since: string;
}

export interface Customer {
  readonly id: string;
  readonly displayName: string;
  readonly kind: 'PERSON' | 'COMPANY' | 'ASSOCIATION';
  readonly birthDate: string | null;
  readonly maskedNationalNumber: string | null;
  readonly enterpriseNumber: string | null;
  readonly associationCode: string | null;
  readonly contactPoints: readonly { kind: 'PHONE' | 'EMAIL'; value: string; source: string }[];
  readonly address: {
    readonly street: string;
    readonly houseNumber: string;
    readonly box: string | null;
    readonly postcode: string;
    readonly municipality: string;
  } | null;
}

export interface CustomerMatch {
  readonly customer: Customer;
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface PastContact {
  readonly id: string;
  readonly reference: string;
  readonly startedAt: string;
  readonly summary: string;
  readonly agentName: string | null;
  readonly channel: { readonly name: string };
  readonly questions: readonly { text: string; product: { name: string } | null }[];
}

/** A part that is null did not answer. */
export interface CustomerHistory extends Customer {
  readonly history: {
    readonly edges: readonly { node: PastContact }[];
    readonly pageInfo: { readonly hasNextPage: boolean };
  } | null;
  readonly openCases: readonly CaseLine[] | null;
}

export type CaseKind = 'QUESTION' | 'REPORT' | 'SUGGESTION' | 'COMPLAINT';

export interface CitizenStatus {
  readonly publication: 'NOT_SHOWN' | 'PENDING' | 'PUBLISHED' | 'REFUSED' | 'OVERDUE';
  readonly state: string | null;
  readonly stateName: string | null;
  readonly explanation: string | null;
  readonly visibleSince: string | null;
  readonly refusedBecause: readonly string[];
}

export interface CaseLine {
  readonly id: string;
  readonly reference: string;
  readonly spokenReference: string;
  readonly kind: CaseKind;
  readonly title: string;
  readonly state: string;
  readonly stateName: string;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly assigneeName: string | null;
  readonly handlerGroup: HandlerGroup | null;
  readonly citizenStatus: CitizenStatus | null;
}

export interface CaseChange {
  readonly state: string;
  readonly stateName: string;
  readonly at: string;
  readonly actorName: string;
  readonly reason: string;
  readonly handlerGroup: HandlerGroup | null;
}

export interface CaseWhole extends CaseLine {
  readonly description: string;
  readonly answer: string | null;
  readonly history: readonly CaseChange[] | null;
  readonly customer: Pick<Customer, 'id' | 'displayName' | 'contactPoints'> | null;
  readonly product: { readonly productNumber: string; readonly name: string } | null;
  readonly contact: { readonly id: string; readonly reference: string } | null;
}

export interface ProductChoice {
  readonly productNumber: string;
  readonly name: string;
  readonly handlerGroup: HandlerGroup | null;
}

export interface ProductFound extends ProductChoice {
  readonly descriptionHtml: string;
  readonly archived: boolean;
}

export interface ProductPage extends ProductFound {
  readonly generatedAt: string;
  readonly sourceUri: string;
  readonly sections: readonly { kind: string; title: string; html: string; evidenceHtml: string | null }[];
  readonly links: readonly { title: string; url: string }[];
  readonly contactPoints: readonly {
    readonly email: string | null;
    readonly telephone: string | null;
    readonly url: string | null;
    readonly openingHours: string | null;
    readonly address: string | null;
  }[];
}

export type QuestionOutcome = 'ANSWERED' | 'CASE';

export interface Question {
  readonly id: string;
  readonly kind: CaseKind;
  readonly text: string;
  readonly outcome: QuestionOutcome | null;
  readonly answer: string | null;
  readonly answeredFromKnowledge: boolean | null;
  readonly product: ProductChoice | null;
  readonly case: CaseLine | null;
}

export interface Contact {
  readonly id: string;
  readonly reference: string;
  readonly spokenReference: string;
  readonly state: 'DRAFT' | 'REGISTERED' | 'AUTO';
  readonly anonymous: boolean;
  readonly summary: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly registeredAt: string | null;
  readonly agentName?: string | null;
  readonly channel: { readonly key: string; readonly name: string } | null;
  readonly customer: Customer | null;
  readonly questions: readonly Question[];
  readonly call?: Call | null;
}

export type CallState = 'QUEUED' | 'RINGING' | 'ANSWERED' | 'HELD' | 'ENDED' | 'FAILED';

export interface Call {
  readonly id: string;
  readonly state: CallState;
  readonly direction: 'INBOUND' | 'OUTBOUND' | 'INTERNAL';
  readonly number: string | null;
  readonly presentation: 'SHOWN' | 'RESTRICTED' | 'UNKNOWN';
  readonly dialled: string | null;
  readonly queue: string | null;
  readonly device: string | null;
  readonly startedAt: string;
  readonly answeredAt: string | null;
  readonly endedAt: string | null;
  readonly transfer: 'WARM' | 'COLD' | null;
  /** Null while customers cannot be read. */
  readonly candidates: readonly CustomerMatch[] | null;
  /** The part of the house that keeps the candidates from us. */
  readonly silentSource?: string | undefined;
  readonly draft?: Contact | null;
}

export interface Channel {
  readonly key: string;
  readonly name: string;
  readonly active: boolean;
}
