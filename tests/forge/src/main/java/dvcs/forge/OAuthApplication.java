package dvcs.forge;

import java.util.Set;

/** An application that may ask users for access. {@code uid} is what GitLab's page calls the application ID. */
public record OAuthApplication(String name, String uid, String secret, Set<String> redirectUris, Set<String> scopes) {}
