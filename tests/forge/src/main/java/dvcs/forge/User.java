package dvcs.forge;

record User(long id, String username, String name) {}
