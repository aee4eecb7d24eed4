/** What each tier of a connector asks for; `connectors/README.md` shows it, the contract suite holds connectors to it. */
export const tiers = {
  bronze: {
    means: 'works against recorded traffic, and may be merged',
    rules: {
      named: 'folder, connector and message types share one name',
      'settings-explained': 'every setting has a sentence, and an unknown one is refused',
      readme: 'the README has the agreed headings, and its tables are the generated ones',
      testcases: 'recorded traffic for one thing, nothing, a refusal, a remote that is down, and garbage',
      probe: 'the cheapest harmless question tells whether the remote is there',
      'failures-classified':
        'every failure is a ConnectorError of the right kind, without a value of the exchange',
      'personal-data-listed': 'the README says which personal data passes',
      owner: 'somebody answers for it',
    },
  },
  silver: {
    means: 'survives a bad night, and may go live',
    rules: {
      'acks-late': 'nothing is acknowledged before the hub has it',
      idempotent: 'what is sent twice with one key takes effect once',
      redelivers: 'what the hub could not take is offered again',
      'times-out': 'no answer is waited for without end',
      'logs-once-down-once-up': 'a remote that goes and comes back is two lines in the log',
      'credentials-rotate': 'a new secret takes effect without losing a message',
      'limits-known': 'the README says how much the remote bears',
      'deviations-listed':
        'the README says where we depart from the documents, or assume what they leave open',
    },
  },
  gold: {
    means: 'someone else can run it, and it may be forgotten',
    rules: {
      'verified-on-acceptance': 'seen to work on the acceptance environment, less than 90 days ago',
      metrics: 'its traffic can be told from the figures',
      runbook: 'the README says what to do at night',
      'load-measured': 'the busiest hour was tried',
      'mapping-signed-off': 'a functional owner signed the mapping',
    },
  },
} as const;

export type Tier = keyof typeof tiers;

/** Every rule up to and including `tier`. */
export function rulesUpTo(tier: Tier): string[] {
  const names = Object.keys(tiers) as Tier[];
  return names.slice(0, names.indexOf(tier) + 1).flatMap((name) => Object.keys(tiers[name].rules));
}
