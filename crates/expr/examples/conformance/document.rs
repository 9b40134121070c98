//! Enough of XML to read the documents of the assertions.

/// A document as a table of nodes; node 0 is the document itself.
pub(crate) struct Document {
    pub(crate) nodes: Vec<Node>,
}

/// An element, or something else that takes a place among the children of one.
pub(crate) struct Node {
    pub(crate) name: Option<String>,
    pub(crate) text: String,
    pub(crate) parent: Option<usize>,
    pub(crate) children: Vec<usize>,
}

impl Document {
    /// Reads a document; `None` where it is not well-formed enough.
    pub(crate) fn read(xml: &str) -> Option<Self> {
        let mut document = Self { nodes: Vec::new() };
        document.add(None, None, "");
        let mut open = vec![0];
        let mut rest = xml;
        while !rest.is_empty() {
            let at = *open.last()?;
            if let Some(after) = rest.strip_prefix("<!--") {
                let (_, after) = after.split_once("-->")?;
                document.add(Some(at), None, "");
                rest = after;
            } else if let Some(after) = rest.strip_prefix("<![CDATA[") {
                let (text, after) = after.split_once("]]>")?;
                document.add_text(at, text);
                rest = after;
            } else if let Some(after) = rest.strip_prefix("<?") {
                let (instruction, after) = after.split_once("?>")?;
                if !instruction.starts_with("xml ") {
                    document.add(Some(at), None, "");
                }
                rest = after;
            } else if let Some(after) = rest.strip_prefix("<!") {
                let (_, after) = after.split_once('>')?;
                // A document type is a node of its own.
                document.add(Some(at), None, "");
                rest = after;
            } else if let Some(after) = rest.strip_prefix("</") {
                rest = after.split_once('>')?.1;
                open.pop();
            } else if let Some(after) = rest.strip_prefix('<') {
                let (tag, after) = after.split_once('>')?;
                let name = tag.split([' ', '\n', '\t', '/']).next()?;
                let node = document.add(Some(at), Some(local(name)), "");
                if !tag.ends_with('/') {
                    open.push(node);
                }
                rest = after;
            } else {
                let end = rest.find('<').unwrap_or(rest.len());
                let text = unescape(&rest[..end]);
                if at != 0 {
                    document.add_text(at, &text);
                }
                rest = &rest[end..];
            }
        }
        (open.len() == 1).then_some(document)
    }

    fn add(&mut self, parent: Option<usize>, name: Option<&str>, text: &str) -> usize {
        let index = self.nodes.len();
        self.nodes.push(Node {
            name: name.map(str::to_owned),
            text: text.to_owned(),
            parent,
            children: Vec::new(),
        });
        if let Some(parent) = parent {
            self.nodes[parent].children.push(index);
        }
        index
    }

    /// Text that follows text is one node.
    fn add_text(&mut self, parent: usize, text: &str) {
        match self.nodes[parent].children.last() {
            Some(&last) if self.nodes[last].name.is_none() && !self.nodes[last].text.is_empty() => {
                self.nodes[last].text.push_str(text);
            }
            _ => {
                self.add(Some(parent), None, text);
            }
        }
    }

    /// The text of a node and everything inside it.
    pub(crate) fn text(&self, node: usize) -> String {
        let mut text = self.nodes[node].text.clone();
        for child in &self.nodes[node].children {
            text.push_str(&self.text(*child));
        }
        text
    }

    /// The node that `/node()[1]/node()[2]` names.
    pub(crate) fn at(&self, path: &str) -> Option<usize> {
        let mut node = 0;
        for step in path.split('/').filter(|step| !step.is_empty()) {
            let number = step.strip_prefix("node()[")?.strip_suffix(']')?;
            let index = number.parse::<usize>().ok()?.checked_sub(1)?;
            node = *self.nodes[node].children.get(index)?;
        }
        Some(node)
    }

    /// Where absolute paths begin: the primary instance of an XForm, else the document.
    pub(crate) fn root(&self) -> usize {
        let is_instance = |node: &Node| node.name.as_deref() == Some("instance");
        self.nodes.iter().position(is_instance).unwrap_or(0)
    }

    /// The nodes inside a node, at any depth, in document order.
    pub(crate) fn descendants(&self, node: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &child in &self.nodes[node].children {
            found.push(child);
            found.extend(self.descendants(child));
        }
        found
    }
}

/// A name without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
