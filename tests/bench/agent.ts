/** Everybody is this agent: who he is, is not what is measured. */
export const agent = {
  subject: 'agent-els',
  name: 'Els Peeters',
  kind: 'staff',
  roles: ['agent'],
  groups: [],
  organisation: 'OVO002149',
};
