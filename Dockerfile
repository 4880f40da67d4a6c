# The image has the released binary, and a shell, as CI systems run one in it.
# The folder that it is built from has linux/amd64/pilllint and linux/arm64/pilllint.
FROM alpine:3.22
ARG TARGETPLATFORM
COPY ${TARGETPLATFORM}/pilllint /usr/bin/pilllint
WORKDIR /pills
USER nobody
CMD ["pilllint", "check", "."]
