// From agentflow/trigger/v1/trigger.proto


/**
 * A call at a hook's address.
 */
export interface WebhookRequest {
  /**
   * From the address.
   */
  'hookId'?: (string);
  /**
   * HTTP method.
   */
  'method'?: (string);
  /**
   * HTTP headers, names in lower case.
   */
  'headers'?: ({[key: string]: string});
  /**
   * Query parameters.
   */
  'query'?: ({[key: string]: string});
  /**
   * The body as it came, base64.
   */
  'rawBody'?: (string);
  /**
   * Its media type.
   */
  'contentType'?: (string);
  /**
   * Who brings it.
   */
  'by'?: (string);
}

/**
 * A call at a hook's address.
 */
export interface WebhookRequest__Output {
  /**
   * From the address.
   */
  'hookId'?: (string);
  /**
   * HTTP method.
   */
  'method'?: (string);
  /**
   * HTTP headers, names in lower case.
   */
  'headers'?: ({[key: string]: string});
  /**
   * Query parameters.
   */
  'query'?: ({[key: string]: string});
  /**
   * The body as it came, base64.
   */
  'rawBody'?: (string);
  /**
   * Its media type.
   */
  'contentType'?: (string);
  /**
   * Who brings it.
   */
  'by'?: (string);
}
