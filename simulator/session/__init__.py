"""The call itself, as a pure state machine: events in, effects out, time injected.

``step`` works one event in; ``keys`` says what the operator's keys do, ``switchboard`` what lines and extensions do by
themselves, ``dialogue`` what people say and understand.  ``Draft`` gathers the changes of one step.
"""
