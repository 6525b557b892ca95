// From agentflow/workflow/v1/workflow.proto


/**
 * What palette and forms know of a node type.
 */
export interface NodeTypeDescriptor {
  /**
   * Its name.
   */
  'type'?: (string);
  /**
   * Its version.
   */
  'version'?: (number);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * For people.
   */
  'description'?: (string);
  /**
   * `control model tool human data`.
   */
  'category'?: (string);
  /**
   * Of the web's icon set.
   */
  'icon'?: (string);
  /**
   * JSON Schema of the config.
   */
  'configSchemaJson'?: (string);
  /**
   * JSON Schema of the output.
   */
  'outputSchemaJson'?: (string);
  /**
   * Besides those every node has.
   */
  'handles'?: (string)[];
  /**
   * Paths of the config which are no templates.
   */
  'literals'?: (string)[];
  /**
   * Paths of the config which are bare CEL.
   */
  'expressions'?: (string)[];
  /**
   * Whether it holds a graph.
   */
  'hasBody'?: (boolean);
  /**
   * Whether it may leave the process.
   */
  'egress'?: (boolean);
  /**
   * Effect class where the definition does not say.
   */
  'defaultEffect'?: (string);
  /**
   * A config to start from, an object.
   */
  'exampleJson'?: (string);
}

/**
 * What palette and forms know of a node type.
 */
export interface NodeTypeDescriptor__Output {
  /**
   * Its name.
   */
  'type'?: (string);
  /**
   * Its version.
   */
  'version'?: (number);
  /**
   * For people.
   */
  'title'?: (string);
  /**
   * For people.
   */
  'description'?: (string);
  /**
   * `control model tool human data`.
   */
  'category'?: (string);
  /**
   * Of the web's icon set.
   */
  'icon'?: (string);
  /**
   * JSON Schema of the config.
   */
  'configSchemaJson'?: (string);
  /**
   * JSON Schema of the output.
   */
  'outputSchemaJson'?: (string);
  /**
   * Besides those every node has.
   */
  'handles'?: (string)[];
  /**
   * Paths of the config which are no templates.
   */
  'literals'?: (string)[];
  /**
   * Paths of the config which are bare CEL.
   */
  'expressions'?: (string)[];
  /**
   * Whether it holds a graph.
   */
  'hasBody'?: (boolean);
  /**
   * Whether it may leave the process.
   */
  'egress'?: (boolean);
  /**
   * Effect class where the definition does not say.
   */
  'defaultEffect'?: (string);
  /**
   * A config to start from, an object.
   */
  'exampleJson'?: (string);
}
