declare module 'virtual:own-documents' {
  /** Text of a document → its id. */
  const ids: ReadonlyMap<string, string>;
  export default ids;
}
