package dvcs.devhost.plugin;

import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import javax.servlet.FilterConfig;
import javax.servlet.ServletConfig;
import javax.servlet.ServletContext;

/** Init parameters of a servlet or filter module. */
record ModuleConfig(String key, ServletContext context, Map<String, String> parameters)
        implements ServletConfig, FilterConfig {
    @Override
    public String getServletName() {
        return key;
    }

    @Override
    public String getFilterName() {
        return key;
    }

    @Override
    public ServletContext getServletContext() {
        return context;
    }

    @Override
    public String getInitParameter(String name) {
        return parameters.get(name);
    }

    @Override
    public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }
}
