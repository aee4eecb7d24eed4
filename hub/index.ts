export {
  type Connector,
  type Context,
  type Delivery,
  defineConnector,
  type Endpoint,
  type Notes,
} from './connector.ts';
export { ConnectorError, type Failure } from './errors.ts';
export type { Http } from './http.ts';
export { defineMapping, type Mapping, rulesFor, translate, unaccounted } from './mapping.ts';
export type { Message } from './message.ts';
export { parse } from './parse.ts';
export { childNames, childOf, childrenOf, escapeXml, readXml, textOf, type XmlNode } from './xml.ts';
