export const whoAmI = `query WhoAmI {
  me { subject name kind roles device groups { key name } }
}`;

export const handlerGroups = `query HandlerGroups { handlerGroups(first: 100) { key name } }`;

export const hubEndpoints = `query HubEndpoints { hub { endpoints { connector link since } } }`;
