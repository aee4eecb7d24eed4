/** The key of the group that brings to the right group what is with nobody. */
export const contactCentre = 'kcc';
