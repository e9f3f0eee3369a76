/**
 * The tables, declared for Active Objects, which creates and extends them. Nothing else is done through Active
 * Objects: its transactions and cache take no part in a JDBC transaction, so there are getters and no setters.
 */
package dvcs.store.entity;
